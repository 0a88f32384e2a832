//! Keeping what the user set for documents.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::corpus::{Corrections, OwnFolders};

use super::own_file::{OwnFileError, change};

/// Remembers when the document at `document` below the corpus folder was written (`None` leaves it to the text
/// again), beside the documents or, where that cannot be written, in the user's own folder. Tells where a
/// damaged file was kept aside.
///
/// # Errors
/// Where nothing can be written.
pub fn keep_date(
    folders: &OwnFolders,
    document: &str,
    date: Option<Date>,
) -> Result<Option<PathBuf>, OwnFileError> {
    change(folders, |corrections: &mut Corrections| corrections.set_date(document, date))
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use jiff::civil::date;

    use super::*;
    use crate::{
        corpus::OwnFile as _,
        engine::{LoadRequest, Origin, PackAnalyse, load},
        model::DateSource,
        pack::Pack,
    };

    /// Source of the text's date, and the value of its one time.
    fn solved(folder: &std::path::Path) -> (DateSource, Option<String>) {
        let analyse = Arc::new(PackAnalyse::new(Pack::embedded().unwrap()));
        let request = LoadRequest { origin: Origin::Folder(folder.to_owned()), analyse, jobs: Some(1) };
        let snapshot = load(request, |_| {}).wait().unwrap();
        let facts = &snapshot.entries[0].facts;
        (facts.date.source, facts.times[0].value.clone())
    }

    #[test]
    fn the_days_of_a_text_are_solved_with_the_date_the_user_set() {
        let corpus = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), None);
        fs::write(corpus.path().join("a.txt"), "ڕۆژی هەینی شاندەکە گەیشتە هەولێر.").unwrap();
        assert_eq!(solved(corpus.path()), (DateSource::None, None));
        keep_date(&folders, "a.txt", Some(date(2020, 8, 19))).unwrap();
        assert_eq!(solved(corpus.path()), (DateSource::User, Some("2020-08-14".into())));
        fs::write(corpus.path().join("metadata.csv"), "file,date\na.txt,2021-01-01\n").unwrap();
        assert_eq!(solved(corpus.path()), (DateSource::User, Some("2020-08-14".into())));
        keep_date(&folders, "a.txt", None).unwrap();
        assert_eq!(solved(corpus.path()), (DateSource::Metadata, Some("2021-01-01".into())));
    }

    #[test]
    fn a_damaged_file_is_kept_aside() {
        let corpus = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), None);
        let day = Some(date(2020, 8, 19));
        assert_eq!(keep_date(&folders, "a.txt", day).unwrap(), None);
        assert_eq!(Corrections::read(&folders).0.date("a.txt"), day);
        fs::write(Corrections::path(&folders).unwrap(), "{").unwrap();
        let aside = keep_date(&folders, "b.txt", day).unwrap().unwrap();
        assert_eq!(fs::read_to_string(aside).unwrap(), "{");
        keep_date(&folders, "b.txt", None).unwrap();
        assert_eq!(Corrections::read(&folders).0, Corrections::default());
    }
}
