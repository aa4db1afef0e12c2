//! Files whose entity tags come from their content.
//!
//! [`ServeDir`](tower_http::services::ServeDir) makes a tag of a file's size and modification time.
//! Container images give all files the same time, so that two builds of a file could share a tag.
//! Here that time is a hash of the content; it must not reach clients as a date.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tokio::task::spawn_blocking;
use tower_http::services::fs::{Backend, File, Metadata};

/// Size in bytes of the pieces that are hashed: files are not held in memory.
const PIECE: usize = 64 << 10;

/// File system whose files have a hash of their content as modification time.
#[derive(Clone)]
pub(crate) struct TaggedFiles;

/// Opened file.
pub(crate) struct TaggedFile {
    file: tokio::fs::File,
    metadata: TaggedMetadata,
}

/// Metadata of a file or folder.
#[derive(Clone)]
pub(crate) struct TaggedMetadata {
    metadata: fs::Metadata,
    /// Hash of the content as a time; `None` if the file was not opened.
    time: Option<SystemTime>,
}

type Pending<T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send>>;

impl Backend for TaggedFiles {
    type File = TaggedFile;
    type Metadata = TaggedMetadata;
    type OpenFuture = Pending<TaggedFile>;
    type MetadataFuture = Pending<TaggedMetadata>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let open = spawn_blocking(move || TaggedFile::open(&path));
        Box::pin(async move { open.await.map_err(io::Error::other)? })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        Box::pin(async move {
            let metadata = tokio::fs::metadata(&path).await?;
            Ok(TaggedMetadata {
                metadata,
                time: None,
            })
        })
    }
}

impl TaggedFile {
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = fs::File::open(path)?;
        let time = SystemTime::UNIX_EPOCH + hash(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let metadata = TaggedMetadata {
            metadata: file.metadata()?,
            time: Some(time),
        };
        let file = tokio::fs::File::from_std(file);
        Ok(Self { file, metadata })
    }
}

/// Hash of all bytes as a duration of at most 2³⁶ seconds, which every date format can hold. The
/// standard hasher may change between releases, after which clients load each file once more.
fn hash(file: &mut fs::File) -> io::Result<Duration> {
    let mut hasher = DefaultHasher::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            length => hasher.write(&piece[..length]),
        }
    }
    let hash = hasher.finish();
    // 2²⁸ nanoseconds are less than a second.
    let nanoseconds = hash & ((1 << 28) - 1);
    Ok(Duration::from_secs(hash >> 28) + Duration::from_nanos(nanoseconds))
}

impl File for TaggedFile {
    type Metadata = TaggedMetadata;
    type MetadataFuture<'a> = Pending<TaggedMetadata>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        let metadata = self.metadata.clone();
        Box::pin(async move { Ok(metadata) })
    }
}

impl Metadata for TaggedMetadata {
    fn is_dir(&self) -> bool {
        self.metadata.is_dir()
    }

    fn modified(&self) -> io::Result<SystemTime> {
        let missing = || io::Error::other("the file was not opened");
        self.time.ok_or_else(missing)
    }

    fn len(&self) -> u64 {
        self.metadata.len()
    }
}

impl AsyncRead for TaggedFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.file).poll_read(context, buffer)
    }
}

impl AsyncSeek for TaggedFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.file).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.file).poll_complete(context)
    }
}
