//! A few pictures by the CPU painter, held against kept ones. `UPDATE_PICTURES=1` writes them anew; look at them
//! before you keep them.

use std::{fs, path::PathBuf};

use balge::{
    engine::Origin,
    gui::{
        raster::Picture,
        shot::{Shot, draw},
    },
    query::Tab,
    session::Theme,
};

use super::corpus::{Fixed, write};

/// Share of pixels that may differ by more than [`STEP`]: rounding differs between processors.
const SHARE: f64 = 0.002;

/// Difference of a colour channel that counts.
const STEP: u8 = 24;

fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ui/pictures").join(format!("{name}.png"))
}

fn read(path: &PathBuf) -> Picture {
    let file = fs::read(path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgba).unwrap();
    Picture { width: info.width as usize, height: info.height as usize, rgba }
}

fn check(name: &str, shot: Shot) {
    // The folder's name stands in the picture.
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("news");
    fs::create_dir(&folder).unwrap();
    write(&folder);
    let picture =
        draw(&Shot { origin: Origin::Folder(folder), size: (960, 600), ..shot }, Fixed::new()).unwrap();
    let path = kept(name);
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, picture.png().unwrap()).unwrap();
        return;
    }
    let before = read(&path);
    assert_eq!((before.width, before.height), (picture.width, picture.height), "{name}");
    let differs = |a: &[u8], b: &[u8]| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > STEP);
    let pixels = before.rgba.chunks(4).zip(picture.rgba.chunks(4));
    let different = pixels.filter(|(a, b)| differs(a, b)).count();
    let share = different as f64 / (picture.width * picture.height) as f64;
    if share > SHARE {
        let now = std::env::temp_dir().join(format!("balge-{name}.png"));
        fs::write(&now, picture.png().unwrap()).unwrap();
        panic!("{name}: {:.2} % of the pixels differ; the new picture is {}", share * 100.0, now.display());
    }
}

#[test]
fn kurdish_light() {
    check("ckb-light", Shot { language: "ckb".into(), ..Shot::default() });
}

#[test]
fn english_dark_with_search_and_filter() {
    check(
        "en-dark",
        Shot {
            language: "en".into(),
            theme: Theme::Dark,
            words: Some("نەوت".into()),
            topics: vec!["energy".into()],
            tab: Some(Tab::Timeline),
            ..Shot::default()
        },
    );
}

#[test]
fn kurdish_search_told_in_words() {
    check(
        "ckb-search",
        Shot {
            language: "ckb".into(),
            size: (1400, 700),
            words: Some("بابەت:وزە نەوت -گاز date:soon".into()),
            ..Shot::default()
        },
    );
}

#[test]
fn the_same_picture_every_time() {
    let folder = super::corpus::folder();
    let shot = Shot { origin: Origin::Folder(folder.path().to_owned()), size: (640, 480), ..Shot::default() };
    let first = draw(&shot, Fixed::new()).unwrap();
    assert_eq!(first, draw(&shot, Fixed::new()).unwrap());
}
