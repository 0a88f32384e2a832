//! Paints egui's meshes on the CPU: the same picture on every machine, without a display or a GPU.
//!
//! Colours are blended in gamma space with premultiplied alpha, as egui's own shaders do. It knows nothing of
//! the program; `shot` and the picture tests hand it what egui put out.

use std::collections::HashMap;

use egui::{
    Color32, ImageData, Rect, TextureId,
    epaint::{ClippedPrimitive, Mesh, Primitive, Vertex, textures::TexturesDelta},
};

/// Positions are rounded to this fraction of a pixel, so that shared edges agree exactly.
const SUBPIXEL: f32 = 256.0;

/// A texture as egui uploads it.
struct Texture {
    size: [usize; 2],
    texels: Vec<Color32>,
}

impl Texture {
    /// Bilinear, clamped to the edge; `u` and `v` from 0 to 1.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.size[0] as f32 - 0.5, v * self.size[1] as f32 - 0.5);
        let (x0, y0) = (x.floor(), y.floor());
        let (fx, fy) = (x - x0, y - y0);
        let texel = |dx: f32, dy: f32| {
            let ix = (x0 + dx).clamp(0.0, self.size[0] as f32 - 1.0) as usize;
            let iy = (y0 + dy).clamp(0.0, self.size[1] as f32 - 1.0) as usize;
            self.texels[iy * self.size[0] + ix].to_array().map(f32::from)
        };
        if fx < 0.004 && fy < 0.004 {
            return texel(0.0, 0.0);
        }
        let corners = [texel(0.0, 0.0), texel(1.0, 0.0), texel(0.0, 1.0), texel(1.0, 1.0)];
        std::array::from_fn(|i| {
            let between = |first: usize| corners[first][i] + (corners[first + 1][i] - corners[first][i]) * fx;
            let (top, bottom) = (between(0), between(2));
            top + (bottom - top) * fy
        })
    }
}

/// The textures egui has uploaded so far.
#[derive(Default)]
pub struct Textures(HashMap<TextureId, Texture>);

impl Textures {
    /// Takes over what egui changed in one pass. Nothing is freed: pictures are few and short-lived.
    pub fn apply(&mut self, delta: &TexturesDelta) {
        #[allow(clippy::iter_over_hash_type, reason = "textures do not depend on each other")]
        for (id, images) in &delta.set {
            for image in images {
                let ImageData::Color(pixels) = &image.image;
                match image.pos {
                    None => {
                        self.0.insert(*id, Texture { size: pixels.size, texels: pixels.pixels.clone() });
                    }
                    Some([x, y]) => {
                        let Some(texture) = self.0.get_mut(id) else { continue };
                        for row in 0..pixels.size[1] {
                            let from = row * pixels.size[0];
                            let to = (y + row) * texture.size[0] + x;
                            if let (Some(target), Some(source)) = (
                                texture.texels.get_mut(to..to + pixels.size[0]),
                                pixels.pixels.get(from..from + pixels.size[0]),
                            ) {
                                target.copy_from_slice(source);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A picture: rows from the top, four bytes a pixel, opaque where something opaque was painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Red, green, blue, alpha (premultiplied), row by row.
    pub rgba: Vec<u8>,
}

impl Picture {
    /// A picture of one colour.
    #[must_use]
    pub fn filled(width: usize, height: usize, colour: Color32) -> Self {
        Self { width, height, rgba: colour.to_array().repeat(width * height) }
    }

    /// Paints what egui tessellated, in order.
    pub fn paint(&mut self, primitives: &[ClippedPrimitive], textures: &Textures, pixels_per_point: f32) {
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive
                && let Some(texture) = textures.0.get(&mesh.texture_id)
            {
                self.mesh(mesh, texture, *clip_rect * pixels_per_point, pixels_per_point);
            }
        }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, pixels_per_point: f32) {
        let clip = [
            clip.min.x.round().clamp(0.0, self.width as f32) as i64,
            clip.min.y.round().clamp(0.0, self.height as f32) as i64,
            clip.max.x.round().clamp(0.0, self.width as f32) as i64,
            clip.max.y.round().clamp(0.0, self.height as f32) as i64,
        ];
        let (triangles, _) = mesh.indices.as_chunks::<3>();
        for corners in triangles {
            let corners = corners.map(|ix| mesh.vertices.get(ix as usize).copied().unwrap_or_default());
            self.triangle(corners, texture, clip, pixels_per_point);
        }
    }

    /// Fills the pixels whose centres lie inside; a centre on an edge belongs to the triangle on its left or top
    /// side only, so that neighbours never paint a pixel twice.
    fn triangle(
        &mut self,
        mut corners: [Vertex; 3],
        texture: &Texture,
        clip: [i64; 4],
        pixels_per_point: f32,
    ) {
        let fixed = |value: f32| (value * pixels_per_point * SUBPIXEL).round() as i64;
        let mut p = corners.map(|v| [fixed(v.pos.x), fixed(v.pos.y)]);
        let cross = |a: [i64; 2], b: [i64; 2], c: [i64; 2]| {
            (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
        };
        let mut area = cross(p[0], p[1], p[2]);
        if area == 0 {
            return;
        }
        if area < 0 {
            p.swap(1, 2);
            corners.swap(1, 2);
            area = -area;
        }
        let unit = SUBPIXEL as i64;
        let low = |axis: usize| (p.iter().map(|q| q[axis]).min().unwrap_or(0)).div_euclid(unit);
        let high = |axis: usize| (p.iter().map(|q| q[axis]).max().unwrap_or(0)).div_euclid(unit) + 1;
        let (x0, x1) = (low(0).max(clip[0]), high(0).min(clip[2]));
        let (y0, y1) = (low(1).max(clip[1]), high(1).min(clip[3]));
        // Edge i runs opposite corner i. Clockwise as seen: top edges go right, left edges go up.
        let edges = [(p[1], p[2]), (p[2], p[0]), (p[0], p[1])];
        let bias = edges.map(|(a, b)| {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            if dy < 0 || (dy == 0 && dx > 0) { 0 } else { -1 }
        });
        let flat = corners[0].color == corners[1].color && corners[1].color == corners[2].color;
        let one_texel = corners[0].uv == corners[1].uv && corners[1].uv == corners[2].uv;
        let colours = corners.map(|v| v.color.to_array().map(f32::from));
        let constant = (flat && one_texel)
            .then(|| modulate(colours[0], texture.sample(corners[0].uv.x, corners[0].uv.y)));
        let scale = 1.0 / area as f32;
        for y in y0..y1 {
            let centre_y = y * unit + unit / 2;
            let mut weights = edges.map(|(a, b)| cross(a, b, [x0 * unit + unit / 2, centre_y]));
            let step = edges.map(|(a, b)| -(b[1] - a[1]) * unit);
            for x in x0..x1 {
                if (0..3).all(|i| weights[i] + bias[i] >= 0) {
                    let source = constant.unwrap_or_else(|| {
                        let w = weights.map(|w| w as f32 * scale);
                        let mix = |f: fn(&Vertex) -> f32| {
                            f(&corners[0]) * w[0] + f(&corners[1]) * w[1] + f(&corners[2]) * w[2]
                        };
                        let colour = if flat {
                            colours[0]
                        } else {
                            std::array::from_fn(|i| {
                                colours[0][i] * w[0] + colours[1][i] * w[1] + colours[2][i] * w[2]
                            })
                        };
                        modulate(colour, texture.sample(mix(|v| v.uv.x), mix(|v| v.uv.y)))
                    });
                    self.blend(x as usize, y as usize, source);
                }
                for (weight, step) in weights.iter_mut().zip(step) {
                    *weight += step;
                }
            }
        }
    }

    /// Premultiplied source over what is there.
    fn blend(&mut self, x: usize, y: usize, source: [f32; 4]) {
        let at = (y * self.width + x) * 4;
        let Some(target) = self.rgba.get_mut(at..at + 4) else { return };
        let keep = 1.0 - source[3] / 255.0;
        for (byte, value) in target.iter_mut().zip(source) {
            *byte = (f32::from(*byte) * keep + value).round().clamp(0.0, 255.0) as u8;
        }
    }

    /// As a PNG file.
    pub fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.rgba)?;
        writer.finish()?;
        Ok(out)
    }
}

/// Vertex colour times texel, both from 0 to 255.
fn modulate(colour: [f32; 4], texel: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|i| colour[i] * texel[i] / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Pos2, pos2};

    fn white() -> Texture {
        Texture { size: [1, 1], texels: vec![Color32::WHITE] }
    }

    fn corner(x: f32, y: f32, color: Color32) -> Vertex {
        Vertex { pos: pos2(x, y), uv: Pos2::ZERO, color }
    }

    fn square(picture: &mut Picture, colour: Color32, clip: Rect) {
        let mesh = Mesh {
            indices: vec![0, 1, 2, 2, 1, 3],
            vertices: vec![
                corner(1.0, 1.0, colour),
                corner(3.0, 1.0, colour),
                corner(1.0, 3.0, colour),
                corner(3.0, 3.0, colour),
            ],
            texture_id: TextureId::default(),
        };
        picture.mesh(&mesh, &white(), clip, 1.0);
    }

    fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 4] {
        let at = (y * picture.width + x) * 4;
        picture.rgba[at..at + 4].try_into().unwrap()
    }

    #[test]
    fn a_square_of_two_triangles_paints_each_pixel_once() {
        let mut picture = Picture::filled(4, 4, Color32::BLACK);
        square(&mut picture, Color32::from_white_alpha(128), Rect::EVERYTHING);
        for y in 0..4 {
            for x in 0..4 {
                let expected = if (1..3).contains(&x) && (1..3).contains(&y) { 128 } else { 0 };
                assert_eq!(pixel(&picture, x, y)[0], expected, "{x},{y}");
            }
        }
    }

    #[test]
    fn nothing_is_painted_outside_the_clip() {
        let mut picture = Picture::filled(4, 4, Color32::BLACK);
        square(&mut picture, Color32::WHITE, Rect::from_min_max(pos2(0.0, 0.0), pos2(2.0, 4.0)));
        assert_eq!(pixel(&picture, 1, 1)[0], 255);
        assert_eq!(pixel(&picture, 2, 1)[0], 0);
    }

    #[test]
    fn a_picture_is_a_png() {
        let bytes = Picture::filled(3, 2, Color32::RED).png().unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height), (3, 2));
        assert_eq!(pixels[..4], [255, 0, 0, 255]);
    }
}
