//! Check that a file contains its whole picture: decoders fill missing rows with gray, which would be read
//! as ink.
//!
//! Each format states its end, by a marker or by a size. A file that stops before it is refused even if
//! only the marker is missing: a progressive JPEG without its last scans has all rows, but blurred ones.
//! Bytes after the end, as phones append to photographs, do not matter.

use image::ImageFormat;

/// Start of each format's files.
const SIGNATURES: [&[u8]; 6] = [
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"RIFF",
];

/// Bytes of a WebP file until its format is known.
const WEBP_SIGNATURE: usize = 12;

/// Zeros at the end of compressed data that cannot be data.
const ZEROS: usize = 32;

/// Whether this file without a known format was cut within its signature.
pub(super) fn is_cut_signature(file: &[u8]) -> bool {
    let is_cut = |signature: &[u8]| signature.starts_with(file);
    let is_riff = file.starts_with(b"RIFF") && file.len() < WEBP_SIGNATURE;
    !file.is_empty() && (is_riff || SIGNATURES.into_iter().any(is_cut))
}

/// Whether the file stops before its end marker or its stated size.
pub(super) fn ends_early(format: ImageFormat, file: &[u8]) -> bool {
    let end = match format {
        ImageFormat::Png => png(file),
        ImageFormat::Jpeg => jpeg(file),
        ImageFormat::Gif => gif(file),
        ImageFormat::Bmp => stated_size(file, 2, 0),
        ImageFormat::WebP => webp(file),
        _ => Some(()),
    };
    end.is_none()
}

/// Walks the chunks (length, type, data, checksum) to `IEND`.
fn png(file: &[u8]) -> Option<()> {
    let mut chunks = file.get(8..)?;
    loop {
        let length = u32::from_be_bytes(*chunks.first_chunk()?) as usize;
        let is_end = chunks.get(4..8)? == b"IEND";
        chunks = chunks.get(length.checked_add(12)?..)?;
        if is_end {
            return Some(());
        }
    }
}

/// Walks the segments, and the scans between them, to the marker `EOI`.
fn jpeg(file: &[u8]) -> Option<()> {
    const EOI: u8 = 0xD9;
    let mut rest = file.get(2..)?;
    loop {
        let marker = rest
            .windows(2)
            .position(|pair| pair[0] == 0xFF && is_segment(pair[1]))?;
        if rest[marker + 1] == EOI {
            return Some(());
        }
        let segment = rest.get(marker + 2..)?;
        let length = u16::from_be_bytes(*segment.first_chunk()?);
        rest = segment.get(usize::from(length)..)?;
    }
}

/// Whether a marker is followed by a segment or ends the picture; others belong to the data of a scan.
fn is_segment(marker: u8) -> bool {
    !matches!(marker, 0x00 | 0x01 | 0xD0..=0xD8 | 0xFF)
}

/// Walks the blocks of all frames to the trailer.
fn gif(file: &[u8]) -> Option<()> {
    let mut blocks = file.get(13 + color_table(*file.get(10)?)..)?;
    loop {
        let (kind, block) = blocks.split_first()?;
        blocks = match kind {
            // Extension: its label, then data.
            0x21 => after_sub_blocks(block.get(1..)?)?,
            // Frame: position, size, flags, colors, code size, then data.
            0x2C => after_sub_blocks(block.get(10 + color_table(*block.get(8)?)..)?)?,
            // Some encoders write an empty block too many; transfers that broke off may end in many.
            0 => block,
            // Trailer, or an error that the decoder reports.
            _ => return Some(()),
        };
    }
}

/// Bytes of a GIF's color table with these flags.
fn color_table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// Rest after a sequence of sub-blocks, which ends with an empty one.
fn after_sub_blocks(mut blocks: &[u8]) -> Option<&[u8]> {
    loop {
        let (&length, block) = blocks.split_first()?;
        blocks = block.get(usize::from(length)..)?;
        if length == 0 {
            return Some(blocks);
        }
    }
}

/// Checks the size, and that a file without metadata does not end in zeros, as one does whose transfer broke
/// off after its space had been reserved: compressed data has no long runs of them.
fn webp(file: &[u8]) -> Option<()> {
    let is_bare = file.get(12..16)? != b"VP8X";
    let is_filled = is_bare && file.ends_with(&[0; ZEROS]);
    stated_size(file, 4, 8).filter(|()| !is_filled)
}

/// Checks the size, 32 bits at this offset, of everything that follows the first `before` bytes.
fn stated_size(file: &[u8], offset: usize, before: u64) -> Option<()> {
    let size = u32::from_le_bytes(*file.get(offset..)?.first_chunk()?);
    (file.len() as u64 >= before + u64::from(size)).then_some(())
}

#[cfg(test)]
mod tests;
