//! A generation counter, so that late results of superseded work can be dropped.

use leptos::prelude::*;

/// Generation counter. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Latest(StoredValue<u32>);

/// One generation of a [`Latest`]; compares equal to itself only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ticket(u32);

impl Latest {
    /// A counter whose first generation is current.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// Starts a new generation: all earlier tickets are out of date.
    pub(crate) fn next(self) -> Ticket {
        self.0
            .update_value(|generation| *generation = generation.wrapping_add(1));
        self.ticket()
    }

    /// Ticket of the current generation.
    pub(crate) fn ticket(self) -> Ticket {
        Ticket(self.0.get_value())
    }

    /// Whether no newer generation has started since this ticket.
    pub(crate) fn is_current(self, ticket: Ticket) -> bool {
        self.ticket() == ticket
    }

    /// Invalidates all tickets.
    pub(crate) fn cancel(self) {
        self.next();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_ticket_is_current() {
        let owner = Owner::new();
        owner.with(|| {
            let latest = Latest::new();
            let first = latest.next();
            assert!(latest.is_current(first));
            let second = latest.next();
            assert!(!latest.is_current(first) && latest.is_current(second));
            latest.cancel();
            assert!(!latest.is_current(second));
        });
    }
}
