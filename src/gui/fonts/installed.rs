//! The fonts of the system: which there are, whether they cover Sorani, loading one.
//!
//! Reads files, so call it off the window's thread. A font that cannot be used is reported and left; the
//! bundled one stays.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use fontdb::{Database, FaceInfo, Source, Style};
use skrifa::{FontRef, MetadataProvider as _};
use thiserror::Error;

use super::{ChosenFont, Coverage};

/// Why a font cannot be used.
#[derive(Debug, Error)]
pub enum FontError {
    /// The file cannot be read.
    #[error("the font file {path} cannot be read: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is no font, or a broken one.
    #[error("{name} is no usable font: {cause}; choose another one")]
    Broken {
        /// File or family.
        name: String,
        /// What its reader says.
        cause: String,
    },
    /// Letters of Sorani are missing.
    #[error("the font {name} lacks these letters of Sorani: {missing}; choose another one")]
    Lacks {
        /// File or family.
        name: String,
        /// The letters.
        missing: String,
    },
    /// No such family.
    #[error("no font family {0} is installed; give the path of a font file instead")]
    Unknown(String),
}

/// A family of the system, judged by its regular face.
#[derive(Clone, Debug, PartialEq)]
pub struct InstalledFont {
    /// Its name.
    pub family: String,
    /// File of its regular face.
    pub path: PathBuf,
    /// Which letters it lacks.
    pub coverage: Coverage,
}

/// All families found on the system, sorted by name.
#[derive(Clone, Debug, Default)]
pub struct Installed {
    database: Database,
    families: Vec<InstalledFont>,
    problems: Vec<String>,
}

impl Installed {
    /// Looks through the font folders of the system.
    #[must_use]
    pub fn find() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::of(database)
    }

    /// Looks through one folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let mut database = Database::new();
        database.load_fonts_dir(folder);
        Self::of(database)
    }

    fn of(database: Database) -> Self {
        let mut names: Vec<String> = database.faces().filter_map(family_name).collect();
        names.sort();
        names.dedup();
        let mut found = Self { database, ..Self::default() };
        for family in names {
            let Some((path, index)) = found.face(&family, false) else { continue };
            match checked(&family, &path, index) {
                Ok((_, coverage)) => found.families.push(InstalledFont { family, path, coverage }),
                Err(err) => found.problems.push(err.to_string()),
            }
        }
        found
    }

    /// Every family, with what it lacks: the coverage table.
    #[must_use]
    pub fn families(&self) -> &[InstalledFont] {
        &self.families
    }

    /// The families that have every letter of Sorani.
    pub fn usable(&self) -> impl Iterator<Item = &InstalledFont> {
        self.families.iter().filter(|f| f.coverage.is_complete())
    }

    /// Fonts that could not be read, one sentence each.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Reads a family's regular and, if it has one, bold face.
    pub fn load(&self, family: &str) -> Result<ChosenFont, FontError> {
        let (path, index) = self.face(family, false).ok_or_else(|| FontError::Unknown(family.to_owned()))?;
        let (bytes, coverage) = checked(family, &path, index)?;
        complete(family, &coverage)?;
        let bold = self
            .face(family, true)
            .and_then(|(path, index)| Some((checked(family, &path, index).ok()?.0, index)));
        Ok(ChosenFont { family: family.to_owned(), regular: (bytes, index), bold })
    }

    /// File and index of a family's upright face that is closest to regular, or any that is bold.
    fn face(&self, family: &str, bold: bool) -> Option<(PathBuf, u32)> {
        let upright = |f: &&FaceInfo| f.style == Style::Normal && f.families.iter().any(|n| n.0 == family);
        let faces = self.database.faces().filter(upright);
        let face = if bold {
            faces.filter(|f| f.weight.0 >= 600).min_by_key(|f| f.weight.0.abs_diff(700))
        } else {
            faces.min_by_key(|f| f.weight.0.abs_diff(400))
        }?;
        match &face.source {
            Source::File(path) => Some((path.clone(), face.index)),
            Source::Binary(_) => None,
        }
    }
}

/// Reads the font in a file and checks that it has every letter.
pub fn load_file(path: &Path) -> Result<ChosenFont, FontError> {
    let name = path.display().to_string();
    let (bytes, coverage) = checked(&name, path, 0)?;
    complete(&name, &coverage)?;
    Ok(ChosenFont { family: name, regular: (bytes, 0), bold: None })
}

fn family_name(face: &FaceInfo) -> Option<String> {
    face.families.first().map(|f| f.0.clone())
}

fn complete(name: &str, coverage: &Coverage) -> Result<(), FontError> {
    if coverage.is_complete() {
        return Ok(());
    }
    let missing: Vec<String> = coverage.missing_letters.iter().map(char::to_string).collect();
    Err(FontError::Lacks { name: name.to_owned(), missing: missing.join(" ") })
}

/// Reads a font with the same reader as egui, which would panic on a broken file.
fn checked(name: &str, path: &Path, index: u32) -> Result<(Arc<Vec<u8>>, Coverage), FontError> {
    let bytes = fs::read(path).map_err(|cause| FontError::Read { path: path.to_owned(), cause })?;
    let broken = |cause: String| FontError::Broken { name: name.to_owned(), cause };
    let font = FontRef::from_index(&bytes, index).map_err(|err| broken(err.to_string()))?;
    let metrics = font.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    if metrics.units_per_em == 0 || metrics.ascent - metrics.descent <= 0.0 {
        return Err(broken("it states no size".to_owned()));
    }
    let coverage = Coverage::of(&font);
    Ok((Arc::new(bytes), coverage))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")
    }

    #[test]
    fn the_coverage_table_tells_who_has_every_letter() {
        let fonts = Installed::in_folder(&bundled());
        let usable: Vec<&str> = fonts.usable().map(|f| f.family.as_str()).collect();
        assert_eq!(usable, ["Vazirmatn"]);
        let emoji = fonts.families().iter().find(|f| f.family.contains("Emoji")).unwrap();
        assert!(emoji.coverage.missing_letters.contains(&'\u{6b5}'));
        assert!(fonts.problems().is_empty());
    }

    #[test]
    fn a_family_is_loaded_with_its_bold_face() {
        let fonts = Installed::in_folder(&bundled());
        let font = fonts.load("Vazirmatn").unwrap();
        assert!(font.bold.is_some());
        let definitions = super::super::definitions(Some(&font));
        assert_eq!(definitions.families[&egui::FontFamily::Proportional][0], "chosen");
        assert_eq!(definitions.families[&egui::FontFamily::Proportional][1], "vazirmatn");
    }

    #[test]
    fn fonts_that_cannot_be_used_are_told_apart() {
        let fonts = Installed::in_folder(&bundled());
        assert!(matches!(fonts.load("Nowhere Sans"), Err(FontError::Unknown(_))));
        assert!(matches!(load_file(Path::new("/nowhere.ttf")), Err(FontError::Read { .. })));
        let lacks = load_file(&bundled().join("NotoEmoji-Regular.ttf")).unwrap_err();
        assert!(matches!(lacks, FontError::Lacks { .. }), "{lacks}");
        let folder = tempfile::tempdir().unwrap();
        let bytes = fs::read(bundled().join("Vazirmatn-Regular.ttf")).unwrap();
        for (name, broken) in [("none.ttf", Vec::new()), ("text.ttf", b"no font".to_vec())] {
            let path = folder.path().join(name);
            fs::write(&path, broken).unwrap();
            assert!(matches!(load_file(&path), Err(FontError::Broken { .. })));
        }
        // However a file is cut off, it ends as an error or as a font that egui takes without panic.
        for len in [12, 100, 400, 3_000, 60_000] {
            let path = folder.path().join("cut.ttf");
            fs::write(&path, &bytes[..len.min(bytes.len())]).unwrap();
            if let Ok(font) = load_file(&path) {
                let ctx = egui::Context::default();
                ctx.set_fonts(super::super::definitions(Some(&font)));
                ctx.run_ui(egui::RawInput::default(), |ui| {
                    ui.label("abc");
                })
                .drop_without_applying_deltas();
            }
        }
    }
}
