//! Memory for decoding pictures, shared by all requests.

use crate::error::ApiError;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Unit of the semaphores, whose permits are counted in 32 bits.
const UNIT: usize = 1 << 10;

/// Fraction of the memory that only small pictures can take, so that large ones cannot hold them up.
const RESERVE: usize = 32;

/// Memory budget: pictures wait for their share before they are decoded.
pub(crate) struct PictureMemory {
    budget: usize,
    all: Arc<Semaphore>,
    /// Part of `all` that large pictures can take.
    large: Arc<Semaphore>,
    /// Free places for small and for large pictures that wait.
    places: [Semaphore; 2],
}

/// Share of the memory; dropping it gives it back.
pub(crate) struct Share {
    _large: Option<OwnedSemaphorePermit>,
    _all: OwnedSemaphorePermit,
}

impl PictureMemory {
    /// Budget in bytes, for which at most `queue` large pictures wait, and as many small ones.
    pub(crate) fn new(budget: usize, queue: usize) -> Self {
        let units = (budget / UNIT).min(Semaphore::MAX_PERMITS);
        Self {
            budget: units * UNIT,
            all: Arc::new(Semaphore::new(units)),
            large: Arc::new(Semaphore::new(units - units / RESERVE)),
            places: [queue, queue].map(Semaphore::new),
        }
    }

    /// Number of bytes in use.
    pub(crate) fn used(&self) -> usize {
        self.budget - self.all.available_permits() * UNIT
    }

    /// Waits for this number of bytes.
    ///
    /// # Errors
    /// At once if the picture needs more than there is, or if too many pictures wait.
    pub(crate) async fn acquire(&self, bytes: u64) -> Result<Share, ApiError> {
        let units = bytes.div_ceil(UNIT as u64);
        let total = (self.budget / UNIT) as u64;
        let reserve = total / RESERVE as u64;
        let units = u32::try_from(units).ok();
        let units = units.filter(|units| u64::from(*units) <= total - reserve);
        let units = units.ok_or(ApiError::PictureMemory)?;
        let is_large = u64::from(units) > reserve;
        let place = self.places[usize::from(is_large)].try_acquire();
        let _place = place.map_err(|_| ApiError::Overloaded)?;
        let acquire = async |part: &Arc<Semaphore>| {
            let permit = part.clone().acquire_many_owned(units).await;
            permit.map_err(|_| ApiError::Stopping)
        };
        let _large = if is_large {
            Some(acquire(&self.large).await?)
        } else {
            None
        };
        let _all = acquire(&self.all).await?;
        Ok(Share { _large, _all })
    }
}

#[cfg(test)]
mod tests {
    use super::PictureMemory;
    use crate::error::ApiError;
    use futures_util::FutureExt;

    const MIB: u64 = 1 << 20;

    /// Result of a request that waits for nothing; `None` if it waits.
    fn acquire(memory: &PictureMemory, bytes: u64) -> Option<Result<super::Share, ApiError>> {
        memory.acquire(bytes).now_or_never()
    }

    #[test]
    fn large_pictures_leave_room_for_small_ones_and_give_it_back() {
        let memory = PictureMemory::new(32 << 20, 2);
        let first = acquire(&memory, 31 * MIB).expect("no wait");
        let first = first.unwrap_or_else(|error| panic!("{error}"));
        assert!(acquire(&memory, 3 * MIB).is_none());
        let small = acquire(&memory, MIB).expect("no wait");
        assert_eq!(memory.used(), 32 << 20);
        assert!(acquire(&memory, MIB).is_none());
        drop(first);
        assert!(acquire(&memory, 30 * MIB).is_some());
        drop(small);
        assert_eq!(memory.used(), 0);
    }

    #[tokio::test]
    async fn a_bounded_number_of_pictures_waits() {
        let memory = PictureMemory::new(32 << 20, 2);
        let first = memory.acquire(30 * MIB).await;
        let mut waiting = [1, 2].map(|_| Box::pin(memory.acquire(20 * MIB)));
        for picture in &mut waiting {
            assert!(picture.now_or_never().is_none());
        }
        let refused = acquire(&memory, 20 * MIB).expect("no wait").err();
        assert_eq!(refused, Some(ApiError::Overloaded));
        drop(first);
        let [second, third] = waiting;
        drop(second.await);
        assert!(third.await.is_ok());
        assert_eq!(memory.used(), 0);
    }

    #[test]
    fn pictures_that_can_never_fit_are_refused() {
        let memory = PictureMemory::new(32 << 20, 2);
        for bytes in [31 * MIB + 1, u64::MAX] {
            let refused = acquire(&memory, bytes).expect("no wait").err();
            assert_eq!(refused, Some(ApiError::PictureMemory));
        }
        let none = PictureMemory::new(0, 2);
        assert!(acquire(&none, 1).is_some_and(|it| it.is_err()));
    }
}
