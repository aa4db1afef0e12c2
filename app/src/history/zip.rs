//! Archives of several files: one download is saved where a browser blocks a second one.

/// Version of the format that extracting takes: 2.0.
const VERSION: u16 = 20;

/// 1980-01-01, the first day of the format.
const DATE: u16 = 0x21;

/// ZIP archive of these files with ASCII names, uncompressed
/// (<https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>).
pub(super) fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let start = archive.len() as u32;
        let header = header(name, content);
        archive.extend(*b"PK\x03\x04");
        archive.extend(&header);
        archive.extend(name.as_bytes());
        archive.extend(content);
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&header);
        // Neither a comment nor attributes; all on the first disk.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (archive.len() as u32, files.len() as u16);
    archive.extend(&directory);
    archive.extend(*b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].map(u16::to_le_bytes).concat());
    archive.extend(
        [directory.len() as u32, start]
            .map(u32::to_le_bytes)
            .concat(),
    );
    // No comment.
    archive.extend([0; 2]);
    archive
}

/// Fields of a file that stand both before its content and in the directory.
fn header(name: &str, content: &[u8]) -> Vec<u8> {
    let (flags, method, time) = (0, 0, 0);
    let mut header = [VERSION, flags, method, time, DATE]
        .map(u16::to_le_bytes)
        .concat();
    let size = content.len() as u32;
    header.extend([crc32(content), size, size].map(u32::to_le_bytes).concat());
    let extra = 0;
    header.extend([name.len() as u16, extra].map(u16::to_le_bytes).concat());
    header
}

/// Checksum of ISO 3309. Bit by bit, since a table costs more bytes than the files take time.
fn crc32(content: &[u8]) -> u32 {
    let shift = |crc: u32| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1));
    let add = |crc: u32, &byte: &u8| (0..8).fold(crc ^ u32::from(byte), |crc, _| shift(crc));
    !content.iter().fold(!0, add)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn archives_are_read_by_others() {
        let files = [
            ("images.gz", (0..=255).cycle().take(5_000).collect()),
            ("labels.gz", vec![]),
            ("one", vec![7]),
        ];
        let archive = Cursor::new(archive(&files));
        let mut archive = zip::ZipArchive::new(archive).expect("an archive");
        assert_eq!(archive.len(), files.len());
        for (name, content) in files {
            let mut file = archive.by_name(name).expect("a file");
            let mut found = Vec::new();
            // It checks the checksum, too.
            file.read_to_end(&mut found).expect("undamaged content");
            assert_eq!(found, content, "{name}");
        }
    }

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
