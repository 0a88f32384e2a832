//! Both languages have the same messages with the same values, and the program uses every one of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use jiff::civil::date;

use super::{Arg, Language, Locale};

/// Keys in file order with the names of their values, `-text` twins folded into one.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/i18n/{language}.ftl"));
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '}'])
            && let Some((key, _)) = line.split_once(" =")
        {
            current = key.to_owned();
            assert!(!out.contains_key(key), "{language}: {key} is given twice");
            out.insert(current.clone(), BTreeSet::new());
        }
        for rest in line.split('$').skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            let name = name.strip_suffix("-text").unwrap_or(&name).to_owned();
            out.get_mut(&current).unwrap().insert(name);
        }
    }
    out
}

fn sources(folder: &Path, out: &mut String) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") && path.file_name().unwrap() != "tests.rs" {
            out.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// Keys are written whole in the source, always: what is not found is not used.
#[test]
fn every_message_is_used() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let unused: Vec<String> =
        messages("en").into_keys().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "messages nobody shows: {unused:?}");
}

#[test]
fn both_languages_say_the_same_things() {
    let (ckb, en) = (messages("ckb"), messages("en"));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only(&ckb, &en), Vec::<String>::new(), "only in ckb");
    assert_eq!(only(&en, &ckb), Vec::<String>::new(), "only in en");
    for (key, values) in &en {
        assert_eq!(&ckb[key], values, "values of {key}");
    }
}

#[test]
fn every_message_can_be_read() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        for key in messages(language.code()).into_keys() {
            assert!(locale.get(&key).is_some_and(|text| !text.is_empty()), "{key} in {}", language.code());
        }
    }
}

/// Every quoted key that a source file hands to `text(` or `format(` exists.
#[test]
fn no_message_is_missing() {
    let mut source = String::new();
    for folder in ["src/gui", "src/i18n"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut source);
    }
    let known = messages("en");
    let mut missing = BTreeSet::new();
    for call in [".text(\"", ".tr(\"", ".tr_with(\"", "locale.format(\"", "self.format(\n            \""] {
        for rest in source.split(call).skip(1) {
            let key: String = rest.chars().take_while(|c| *c != '"').collect();
            if !known.contains_key(&key) {
                missing.insert(key);
            }
        }
    }
    assert!(missing.is_empty(), "messages nobody wrote: {missing:?}");
}

#[test]
fn dates_in_both_languages() {
    let (ckb, en) = (Locale::new(Language::Ckb), Locale::new(Language::En));
    let day = date(2020, 8, 18);
    assert_eq!(en.date(day), "18 August 2020");
    assert_eq!(ckb.date(day), "١٨ی ئابی ٢٠٢٠");
    assert_eq!(en.date_short(day), "2020-08-18");
    assert_eq!(en.date_full(day), "Tuesday, 18 August 2020");
    assert_eq!(ckb.date_full(day), "سێشەممە، ١٨ی ئابی ٢٠٢٠");
    assert_eq!(en.time_value("2020-08-18T18:00"), "18 August 2020, 18:00");
    assert_eq!(en.time_value("2020-08"), "August 2020");
    assert_eq!(en.time_value("XXXX-04-22"), "22 April");
    assert_eq!(ckb.time_value("XXXX-02"), "شوبات");
    assert_eq!(en.time_value("XXXX-XX-22"), "XXXX-XX-22");
    assert_eq!(en.time_value("P1D"), "1 day");
    assert_eq!(ckb.time_value("P30D"), "٣٠ ڕۆژ");
    assert_eq!(ckb.time_value("T01:00"), "٠١:٠٠");
    assert_eq!(en.time_value("2021"), "2021");
    assert_eq!(en.time_value("PT24H"), "24 hours");
    assert_eq!(en.time_value("PT30S/PT35S"), "PT30S/PT35S");
}

#[test]
fn outside_text_keeps_to_itself() {
    let ckb = Locale::new(Language::Ckb);
    assert_eq!(ckb.isolate("seeds/a.txt"), "\u{2068}seeds/a.txt\u{2069}");
    assert_eq!(ckb.isolate("عێراق"), "عێراق");
    assert_eq!(Locale::new(Language::En).isolate("a.txt"), "a.txt");
    let _ = Arg::Count(1);
}
