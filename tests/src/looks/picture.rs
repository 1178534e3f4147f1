//! Pictures: what they are made of, and whether two show the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Cursor;

use png::{ColorType, Decoder, Encoder, Transformations};

type Colour = [u8; 3];

/// Behind the views of a sheet.
const BACKGROUND: Colour = [136, 136, 136];
/// How far two places may be apart, of 255: one step of a sheet's colours and what rounding adds.
const TOLERANCE: u16 = 16;

/// A picture in rows, from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    width: usize,
    rows: Vec<Vec<Colour>>,
}

impl Picture {
    /// Reads a PNG.
    ///
    /// # Panics
    /// When it is none.
    pub(super) fn read(png: &[u8]) -> Self {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("a PNG");
        let size = reader.output_buffer_size().expect("it fits the memory");
        let mut bytes = vec![0; size];
        let frame = reader.next_frame(&mut bytes).expect("a whole PNG");
        let samples = frame.color_type.samples();
        assert!(samples >= 3, "a picture in colours");
        let width = frame.width as usize;
        let rows = bytes[..frame.buffer_size()].chunks_exact(frame.line_size);
        let row = |row: &[u8]| -> Vec<Colour> {
            let pixels = row.chunks_exact(samples);
            pixels.map(|it| [it[0], it[1], it[2]]).collect()
        };
        Self {
            width,
            rows: rows.map(row).collect(),
        }
    }

    /// Writes a PNG of 256 colours at most: the commonest, and whatever is nearest to each other one.
    ///
    /// # Panics
    /// Never: memory takes everything.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut count = BTreeMap::<_, usize>::new();
        for colour in self.rows.iter().flatten() {
            *count.entry(*colour).or_default() += 1;
        }
        let mut palette: Vec<_> = count.keys().copied().collect();
        palette.sort_by_key(|colour| Reverse(count[colour]));
        palette.truncate(256);
        let nearest = |colour: Colour| {
            let mut all = (0..=u8::MAX).zip(&palette);
            let first = all.next().expect("a picture has a colour");
            all.fold(first, |best, it| {
                if distance(colour, *it.1) < distance(colour, *best.1) {
                    it
                } else {
                    best
                }
            })
            .0
        };
        let numbers: BTreeMap<_, _> = count.keys().map(|it| (*it, nearest(*it))).collect();
        let pixels: Vec<_> = self.rows.iter().flatten().map(|it| numbers[it]).collect();
        let mut png = Vec::new();
        let side = |length: usize| u32::try_from(length).expect("a picture of a page");
        let mut encoder = Encoder::new(&mut png, side(self.width), side(self.rows.len()));
        encoder.set_compression(png::Compression::High);
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(palette.concat());
        let mut writer = encoder.write_header().expect("memory takes everything");
        let written = writer.write_image_data(&pixels);
        written.expect("memory takes everything");
        writer.finish().expect("memory takes everything");
        png
    }

    /// Half as wide and as high: what matters is where things are and which colour they have, and a
    /// quarter of the bytes says so.
    pub(super) fn halved(&self) -> Self {
        let rows = self.rows.chunks_exact(2);
        let rows = rows.map(|two| {
            let pairs = two[0].chunks_exact(2).zip(two[1].chunks_exact(2));
            pairs
                .map(|(above, below)| mean([above[0], above[1], below[0], below[1]]))
                .collect()
        });
        Self {
            width: self.width / 2,
            rows: rows.collect(),
        }
    }

    /// The same in 32 steps of each colour.
    pub(super) fn in_few_colours(mut self) -> Self {
        for channel in self.rows.iter_mut().flatten().flatten() {
            let step = *channel >> 3;
            *channel = step << 3 | step >> 2;
        }
        self
    }

    /// Several in rows and columns.
    pub(super) fn sheet(views: &[Vec<Self>]) -> Self {
        const GAP: usize = 8;
        let wide = |row: &Vec<Self>| row.iter().map(|view| view.width + GAP).sum::<usize>() + GAP;
        let width = views.iter().map(wide).max().unwrap_or_default();
        let mut rows = vec![vec![BACKGROUND; width]; GAP];
        for line in views {
            let height = line.iter().map(|view| view.rows.len()).max();
            for number in 0..height.unwrap_or_default() {
                let mut row = vec![BACKGROUND; GAP];
                for view in line {
                    match view.rows.get(number) {
                        Some(pixels) => row.extend(pixels),
                        None => row.extend(vec![BACKGROUND; view.width]),
                    }
                    row.extend([BACKGROUND; GAP]);
                }
                row.resize(width, BACKGROUND);
                rows.push(row);
            }
            rows.extend(vec![vec![BACKGROUND; width]; GAP]);
        }
        Self { width, rows }
    }

    /// Where another one shows something else, if it does: the middle of four pixels each, so that
    /// an edge of a letter may be a shade lighter.
    pub(super) fn differs(&self, other: &Self) -> Option<String> {
        let size = |it: &Self| (it.width, it.rows.len());
        if size(self) != size(other) {
            return Some(format!("{:?} pixels, not {:?}", size(other), size(self)));
        }
        let (one, other) = (self.halved(), other.halved());
        let mut places = Vec::new();
        for (y, (row, other)) in one.rows.iter().zip(&other.rows).enumerate() {
            for (x, (one, other)) in row.iter().zip(other).enumerate() {
                let apart = one
                    .iter()
                    .zip(other)
                    .map(|(one, other)| one.abs_diff(*other));
                if apart.max().is_some_and(|most| u16::from(most) > TOLERANCE) {
                    places.push((2 * x, 2 * y));
                }
            }
        }
        let (first, last) = (places.first()?, places.last()?);
        let count = places.len();
        Some(format!("{count} places, from {first:?} to {last:?}"))
    }
}

fn distance(one: Colour, other: Colour) -> u16 {
    let channels = one.iter().zip(other);
    channels
        .map(|(one, other)| u16::from(one.abs_diff(other)))
        .sum()
}

fn mean(pixels: [Colour; 4]) -> Colour {
    [0, 1, 2].map(|channel| {
        let sum: u16 = pixels.iter().map(|pixel| u16::from(pixel[channel])).sum();
        u8::try_from(sum / 4).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White, with a black square of four pixels here.
    fn square(at: usize) -> Picture {
        let mut rows = vec![vec![[255; 3]; 16]; 16];
        for row in &mut rows[at..at + 4] {
            row[at..at + 4].fill([0; 3]);
        }
        Picture { width: 16, rows }
    }

    #[test]
    fn what_is_written_is_read() {
        let few = square(4);
        assert_eq!(Picture::read(&few.png()), few);
        // 512 colours, half of them rare.
        let shades = (0..=255).map(|grey: u8| vec![[grey; 3], [grey; 3], [grey, grey, grey ^ 1]]);
        let many = Picture {
            width: 3,
            rows: shades.collect(),
        };
        let read = Picture::read(&many.png());
        assert_ne!(read, many);
        assert_eq!(many.differs(&read), None, "nearly");
    }

    #[test]
    fn what_has_moved_is_seen_and_a_shade_is_not() {
        assert_eq!(square(4).differs(&square(4)), None);
        assert!(square(4).differs(&square(5)).is_some());
        let mut lighter = square(4);
        lighter.rows[4][4] = [60; 3];
        assert_eq!(square(4).differs(&lighter), None);
        let mut lower = square(4);
        lower.rows.pop();
        assert!(square(4).differs(&lower).is_some());
    }

    #[test]
    fn few_colours_are_nearly_the_same() {
        let shades = (0..=255).map(|shade| vec![[shade; 3]; 2]);
        let many = Picture {
            width: 2,
            rows: shades.collect(),
        };
        assert_eq!(many.differs(&many.clone().in_few_colours()), None);
    }

    #[test]
    fn a_sheet_has_room_for_the_highest() {
        let (small, large) = (square(0), square(0).halved());
        let sheet = Picture::sheet(&[vec![small.clone(), large], vec![small]]);
        assert_eq!((sheet.width, sheet.rows.len()), (48, 56));
    }
}
