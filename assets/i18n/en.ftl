# Every word of the interface in English.
# `ckb.ftl` has the same keys in the same order; a test holds the two together.
# $n chooses the plural, $n-text is the number as it is shown.

## Dates
date-long = { $day } { $month } { $year }
date-short = { $year }-{ $month }-{ $day }
date-full = { $weekday }, { $date }
date-month = { $month } { $year }
date-time = { $date }, { $time }
date-day = { $day } { $month }
duration-years = { $n ->
    [one] { $n-text } year
   *[other] { $n-text } years
}
duration-months = { $n ->
    [one] { $n-text } month
   *[other] { $n-text } months
}
duration-weeks = { $n ->
    [one] { $n-text } week
   *[other] { $n-text } weeks
}
duration-days = { $n ->
    [one] { $n-text } day
   *[other] { $n-text } days
}
duration-hours = { $n ->
    [one] { $n-text } hour
   *[other] { $n-text } hours
}
duration-minutes = { $n ->
    [one] { $n-text } minute
   *[other] { $n-text } minutes
}
duration-seconds = { $n ->
    [one] { $n-text } second
   *[other] { $n-text } seconds
}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-saturday = Saturday
weekday-sunday = Sunday
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday

## The program
app-name = Balge
language-ckb = کوردی
language-en = English

## Kinds of facts
kind-person = Person
kind-organisation = Organisation
kind-place = Place
kind-time = Time
kind-quantity = Quantity
kind-role = Role
kind-event = Event
kind-statement = Statement
kind-commitment = Commitment

## What facts say
event-meet = Meeting
event-travel = Travel
event-receive = Reception
event-talks = Talks
event-sign = Signing
event-appoint = Appointment
event-attack = Attack
event-vote = Vote
event-arrest = Arrest
event-other = Happening
status-planned = Planned
status-happened = Happened
status-denied = Denied
mode-direct = Quoted
mode-reported = Reported
act-agree = Agrees
act-pledge = Pledges
act-support = Supports
act-request = Requests
act-welcome = Welcomes
act-reaffirm = Reaffirms
act-stress = Stresses
act-condemn = Condemns

## Kinds, continued
kind-mention = Name
time-date = Day
time-time = Clock time
time-duration = Length of time
time-set = Recurring
time-open = Left open by the text
speaker-unknown = Speaker not named
list-separator = {", "}

## Topics
topic-security = Security
topic-energy = Energy
topic-health = Health
topic-budget = Budget
topic-economy = Economy
topic-diplomacy = Diplomacy
topic-governance = Governance
topic-education = Education
topic-culture = Culture
topic-environment = Environment
topic-humanitarian = Humanitarian
topic-rights = Rights

## Filters
panel-filters = Filters
facet-topic = Topics
facet-kind = Kinds of facts
facet-person = People
facet-organisation = Organisations
facet-place = Places
facet-source = Outlets
facet-language = Languages
facet-published = Date written
facet-mentioned = Days spoken of
language-name-ckb = Central Kurdish
language-name-kmr = Northern Kurdish
language-name-ar = Arabic
language-name-fa = Persian
language-name-en = English
language-name-und = Unknown language
exclude = Exclude
show-more = { $n-text } more
search-more = { $n-text } more: look for them
find-value = Look for some of: { $facet }
find-value-hint = First letters of a name
find-value-nothing = No name begins so
date-from = from
date-to = to
date-range = { $from } – { $to }
no-filter = No filter: everything is shown
remove-filter = Remove
clear-filters = Clear all
same-passage = All in one passage

## Counts
count-documents = { $n ->
    [one] { $n-text } document
   *[other] { $n-text } documents
}
count-facts = { $n ->
    [one] { $n-text } fact
   *[other] { $n-text } facts
}
count-of = { $n-text } of { $total-text } documents
hit-of = { $n-text } of { $total-text }
hit-count = { $n ->
    [one] { $n-text } hit
   *[other] { $n-text } hits
}
new-documents = { $n ->
    [one] { $n-text } new document
   *[other] { $n-text } new documents
}
problem-count = { $n ->
    [one] { $n-text } problem
   *[other] { $n-text } problems
}

## Documents
panel-documents = Documents
date-inferred = { $date } (from the text)
date-from-text = Worked out from the text
date-unknown = No date
sort-documents = Order of documents
sort-path = By file
sort-date = By date
sort-title = By title
sort-facts = By number of facts
sort-hits = By number of hits
sort-descending = Largest first
no-match-title = No document matches
no-match-hint = Remove a filter above, or search for fewer words.

## Reader
no-document-title = No document is open
no-document-hint = Choose one in the list of documents.
shown-kinds = Kinds shown
flag-weekday = “{ $words }”: the text says { $stated }, but { $day } is a { $real }.
flag-clock = “{ $words }” is { $time } on the clock of “{ $other }”: the two cannot both be right.
flag-month = “{ $words }” is no day of the calendar: { $month } has { $n-text } days.
flag-impossible = “{ $words }” is no day of the calendar.
flag-places = Go to the place; click again for the next one

## Facts and timeline
tab-facts = Facts
tab-timeline = Timeline
column-kind = Kind
column-who = Who
column-what = What the text says
column-when = When
column-document = Document
no-facts-title = No facts here
no-facts-hint = Remove a filter, or choose another kind of fact.
facts-pending-title = Gathering facts
facts-pending-hint = Meanwhile you can read and filter the documents.

## Opening
corpus-sample = Sample corpus
corpus-hint = Open other texts
recent = Opened before
open = Open
open-folder = Open a folder
open-path-title = Open a folder
open-path-hint = Type or paste the path of a folder with text files. You can also drop a folder on the window.
folder-path = Path of the folder
drop-hint = Let go to open this folder
loading-title = Reading texts
loading-hint = Documents appear as soon as they are ready.
nothing-title = Nothing to show
nothing-hint = Open a folder with Kurdish texts, or look at the sample corpus first.
progress-walking = Looking for files: { $n-text }
progress-reading = { $n-text } of { $total-text } files, { $speed } MB/s

## Top bar
search-name = Search
search-hint = Search the texts
matching = How words match
matching-inflected = Endings
matching-inflected-hint = Finds a word with all its endings
matching-folded = Letters
matching-folded-hint = Letters with several forms count as one; endings must be typed
matching-exact = Exact
matching-exact-hint = Only what is typed, letter by letter
search-clear = Clear the search
views = Views
save = Save
export = Export
language = Language
theme = Colours
theme-system = As the system
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
more = More
close = Close
dismiss = Dismiss
rule-set = Rules { $version }

## Saved views
save-view-title = Save this view
save-view-hint = A view keeps filters, search and order in a file beside the texts.
view-name = Name of the view
view-note = Note
view-note-hint = What this view is for; kept in its file.
no-views = No view is saved yet
no-views-hint = Filter or search, then save what you see under a name.
leave-view = Leave this view
rename = Rename
duplicate = Duplicate
delete = Delete

## Export
export-hint = Writes everything this view shows, with no limit, and says which view it was.
export-replaces = This file exists and will be replaced.
file-path = Path of the file

## Fonts
fonts-title = Font
fonts-hint = A font is used as soon as it is chosen, for all text. Only fonts that have every Kurdish letter can be chosen.
fonts-looking = Looking for the fonts of this computer…
font-default = Comes with Balge; the default.
font-complete = Has every Kurdish letter.
font-lacks = Lacks these letters: { $letters }
font-lacks-all = Has no Kurdish letters.
font-used = In use.
font-failed = { $name } cannot be used; the font before stays. The reason: { $reason }

## News
notice-view-saved = Saved: { $text }
notice-view-deleted = Deleted: { $text }
notice-exported = Written: { $text }
notice-failed = This failed: { $text }
notice-kept-aside = A damaged file was set aside: { $text }
notice-no-table = The open document does not come from a table
notice-nothing-to-undo = There is nothing to undo
notice-language-changed = Read with other language data: { $gained-text } gained, { $lost-text } lost
notice-language-unchanged = The language data has not changed
notice-topic-removed = Topic removed: { $text }
notice-name-removed = Name taken back: { $text }

## Sizes of parts
resize-filters = Width of the filters
resize-documents = Width of the documents
resize-tabs = Height of the tabs

## Topics
topics-title = Topics
topic-new = New topic
topic-built-in = built in
topic-changed = changed by you
topic-own = yours
topic-removed = removed
topic-unsaved = not saved
topic-cues = { $n ->
    [one] { $n-text } cue
   *[other] { $n-text } cues
}
topic-name-ckb = Name in Kurdish
topic-name-en = Name in English
topic-cues-title = Cues ({ $n-text })
topic-cues-hint = A passage has the topic when its cues add up to 1. Below 0 a cue speaks against it. A word counts with all its endings; word* whatever begins so, word! in exactly these letters.
topic-new-cue = New cue
topic-add-cue = Add
topic-cue-name = Cue { $n-text }
topic-weight-name = Weight of cue { $n-text }
topic-weight-hint = From −4 to 4. 1 and more decides alone; 0.4 needs company; below 0 speaks against the topic.
topic-remove-cue = Remove the cue { $cue }
topic-exclude = Count for nothing
topic-exclude-hint = One phrase a line: a ministry's name, for example, that only stands in a title.
topic-yes = Examples that have the topic
topic-yes-hint = One sentence a line.
topic-no = Examples that do not
topic-no-hint = One sentence a line.
topic-save = Save topic
topic-discard = Discard
topic-remove = Remove topic
topic-restore = As it came
topic-removed-hint = This topic of the program is removed: no passage has it. It can come back as it was.
topic-no-name = A topic needs a name in at least one language.
topic-no-cue = A topic needs at least one cue.
topic-bad-cue = The cues with a red frame cannot be used: a word may stand once, a weight lies between −4 and 4.
topic-bad-exclusion = A phrase that counts for nothing cannot be read, or is a cue as well.
topic-not-saved = Not saved yet.
topic-saved = This is how the topic is used now.

## What an edited topic changes
preview-title = What changes
preview-waiting = Reading the documents…
preview-gained = { $n ->
    [one] { $n-text } passage gains the topic
   *[other] { $n-text } passages gain the topic
}
preview-lost = { $n ->
    [one] { $n-text } passage loses it
   *[other] { $n-text } passages lose it
}
preview-kept = { $n ->
    [one] { $n-text } passage keeps it
   *[other] { $n-text } passages keep it
}
preview-reading = { $n-text } of { $total-text } documents read so far; changes in { $changed-text }
preview-read = All { $total-text } documents read; changes in { $changed-text }
preview-nothing = No passage changes.
preview-first = The first { $n-text } are listed.
preview-examples = { $n-text } of { $total-text } examples come out right
preview-example-misses = Does not have the topic: { $words }
preview-example-has = Has the topic: { $words }

## Names and cues from the text
selection-add-cue = Add as a cue of a topic…
selection-person = This is a person's name
selection-organisation = This is an organisation's name
selection-place = This is a place name
selection-copy = Copy
names-title = Names you added
names-hint = They are looked for in all texts. Taking one back can be undone.
names-none = No names added yet
names-none-hint = Select a name in a text, click it with the right mouse button and say whose it is.
explain-here = Why is nothing found here?
explain-this = Why is this found?

## Why a fact is there
explain-fact-title = Why this is found
explain-place-title = What happened here
explain-made-by = Found by the rule { $rule }; right in { $n-text } of 100 cases.
explain-built-in = A step of the program itself, without a rule file.
explain-foreign = This paragraph is not Central Kurdish: no facts are looked for in it.
explain-steps = Rules that matched here
explain-no-steps = No rule matches these words.
explain-made-it = made this fact
explain-fired = found something else here
explain-lost = lost to { $rule }: { $why }
explain-refused = came to nothing: { $why }
explain-go = Go to these words
explain-topics = Topics of this passage
explain-no-topics = No cue of any topic stands here.
explain-topic-held = { $sum } is enough:
explain-topic-carried = taken over from the document; its own cues make { $sum }:
explain-topic-missed = { $sum } is not enough (1 is):
why-priority = the other rule comes first
why-coverage = the other covers more words, or stands first
why-no-verb = the word only looks like a verb
why-no-attack = nothing says that it was an attack
why-invitation = readers are invited, nothing is told
why-unmet = who, where or what the rule needs is not in the clause
why-in-quotation = the words stand inside a quotation
why-guest = a guest is received, not a thing
why-negated = the clause is negated
why-class-missing = the document lacks the words the rule needs
why-too-short = too short for a person's name
why-no-type = the rule does not say what kind of event it finds
why-no-clause = the words stand in no clause

## What other language data changes
differences-title = Gained and lost
differences-none = The language data has not changed since this corpus was opened.
differences-totals = With the other language data { $gained-text } gained and { $lost-text } lost, in { $documents-text } of { $n-text } documents.
differences-kind = { $kind }: +{ $gained-text } −{ $lost-text }
differences-first = The first { $n-text } are listed.
differences-gained = Gained
differences-lost = Lost

## Problems
problem-no-folder = There is no such folder
problem-no-folder-hint = It may have been moved or renamed. Check the path, or open another folder.
problem-no-document = No text could be read in this folder
problem-no-document-hint = Balge reads .txt, .docx, .html, .epub and other texts, also in folders inside it. Open another folder.
problem-empty = The file has no text
problem-empty-hint = Nothing is lost; there is nothing in it to read.
problem-too-large = The file is too large
problem-too-large-hint = Split it into smaller files.
problem-binary = The file is no text
problem-binary-hint = Save it as plain text (UTF-8) and open the folder again.
problem-columns = The table does not tell which column is the text
problem-columns-hint = Choose the columns: which is the text, the title, the date, the source.
problem-malformed = The file is damaged
problem-malformed-hint = Open it in the program that made it and save it again.
problem-limit = The file goes past a limit
problem-limit-hint = It was left aside so that the rest could be read. Split it, or take it apart.
problem-encoding = Some characters could not be read
problem-encoding-hint = The file was read all the same. Save it as UTF-8 to have every character.
problem-unreadable = The system does not let this file be read
problem-unreadable-hint = Check its permissions, then open the folder again.
problem-not-a-file = This is no ordinary file
problem-not-a-file-hint = Links out of the folder and devices are left alone.
problem-name = The name of the file is no valid text
problem-name-hint = Rename the file and open the folder again.
problem-metadata = A row of metadata.csv cannot be used
problem-metadata-hint = Correct the row; the documents are read all the same.
problem-damaged = A file of settings or views is damaged
problem-damaged-hint = It was set aside and not overwritten.
problem-language-data = A file of language data cannot be used
problem-language-data-hint = Correct it at the line named; the rest is in use.
problem-failed = The file could not be read
problem-failed-hint = The rest was read. Please report the file if you can share it.

## Copies and shared passages
stories-once = Count each story once
stories-once-hint = Documents that copy one another count as one; the earliest stands for them.
count-stories = { $n ->
    [one] { $n-text } story in { $total-text } documents
   *[other] { $n-text } stories in { $total-text } documents
}
copies-more = { $n ->
    [one] +{ $n-text } copy
   *[other] +{ $n-text } copies
}
tab-shared = Shared passages
column-opening = Passage
column-documents = Documents
column-earliest = Earliest document
column-since = Since
column-span = Over
column-change = Copies
shared-exact = Word for word
shared-edited = Edited
same-day = One day
shared-none-title = No passage stands in several documents
shared-none-hint = Passages of some fifteen words and more are found, also where a few words were changed.
shared-filtered-hint = Remove a filter to see passages of other documents.
not-compared-title = The texts have not been compared yet
not-compared-hint = With very many texts this takes some minutes; you can go on reading meanwhile.
comparing-title = Comparing texts
comparing-count = { $n-text } of { $total-text }
shared-mark-earlier = Also stands in an earlier document
shared-mark-later = Also stands in a later document
shared-mark-both = Also stands in earlier and later documents
passage-title = Where this passage stands
passage-hint = The earliest comes first. Words that differ are marked in both texts.
passage-earliest = Earliest
passage-here = This document
passage-same = The same, word for word
passage-changes = { $n ->
    [one] Differs in { $n-text } place
   *[other] Differs in { $n-text } places
}
passage-changed = Differs here: { $words }
passage-open = Open the other document
converted-from = Converted from { $encoding }
original-shown = As it stands in the file: { $encoding }
show-original = Show the original
show-converted = Show the converted text

## Import report
report-title = Import report
report-count = { $n-text } of { $total-text } files
report-exact = { $n ->
    [one] { $n-text } exact copy
   *[other] { $n-text } exact copies
}
report-near = { $n ->
    [one] { $n-text } near copy
   *[other] { $n-text } near copies
}
report-near-unknown = near copies not looked for yet
report-words = Words in the name
report-all = All
report-format = Format
report-encoding = Encoding
report-language = Language
report-copies = Copies
report-copies-any = Exact or near
report-copies-exact = Exact
report-copies-near = Near
report-problem = Problem
report-problem-any = Any problem
report-making = Making the report
report-empty-title = No file matches
report-empty-hint = Choose “All” in one of the menus above, or fewer words.
column-file = File
column-size = Size
column-facts = Facts
column-copy = Copy of
size-bytes = { $n-text } B
size-kb = { $n } kB
size-mb = { $n } MB
percent = { $n-text } %
export-report-hint = Writes the rows that are shown, in their order, as a table.

## List of searches
batch-title = List of searches
batch-hint = One name or search a line. Each is counted over the whole corpus, matching as the search field does.
batch-list = Searches, one a line
batch-list-hint = Write or paste a list here
batch-run = Count
batch-running = Counting
batch-stop = Stop
batch-done = { $n-text } of { $total-text } lines
batch-empty = { $n-text } without a hit
batch-bad = { $n-text } not run
batch-search = Search
column-hits = Hits
export-batch-hint = Writes a row for each line of the list: documents, hits and what could not be understood.

## Commands
palette-hint = Search commands
palette-nothing = No such command
command-open-folder = Open a folder…
command-open-path = Open by path…
command-open-sample = Open the sample corpus
command-reload = Read the folder again
command-cancel-load = Stop reading
command-focus-search = Go to search
command-focus-filters = Go to filters
command-focus-documents = Go to documents
command-focus-reader = Go to the text
command-focus-table = Go to facts
command-next-document = Next document
command-previous-document = Previous document
command-next-fact = Next fact
command-previous-fact = Previous fact
command-next-hit = Next hit
command-previous-hit = Previous hit
command-clear-filters = Clear all filters
command-same-passage = Everything in one passage: on or off
command-stories-once = Each story once: on or off
command-compare-texts = Compare the texts
command-stop-comparing = Stop comparing
command-save-view = Save the view
command-save-view-as = Save as a new view…
command-show-views = Saved views…
command-undo = Undo
command-export-csv = Export as a table (CSV)…
command-export-jsonl = Export as JSON lines…
command-export-report = Export the import report…
command-export-batch = Export the list of searches…
command-facts-tab = Show the facts
command-timeline-tab = Show the timeline
command-shared-tab = Show the shared passages
command-copy-citation = Copy with its source
command-toggle-language = Kurdish or English
command-toggle-theme = Change colours
command-zoom-in = Larger
command-zoom-out = Smaller
command-zoom-reset = Original size
command-show-problems = Problems…
command-show-columns = Columns of this table…
command-show-date = Date of this text…
command-show-report = Import report…
command-show-batch = List of searches…
command-show-fonts = Font…
command-show-topics = Topics…
command-show-names = Names you added…
command-explain = Why is this here?
command-reload-language = Read the language data again
command-show-differences = Gained and lost with other language data…
command-show-palette = All commands…
command-show-shortcuts = Keys
command-close-dialog = Close
command-quit = Quit

## Columns of a table
columns-title = Columns of { $table }
columns-reading = Reading the table…
columns-hint = Say which column is what. The other columns become filters. It holds for every table with these columns.
columns-text = Text
columns-title-role = Title
columns-date = Date
columns-source = Source
columns-id = Name
columns-none = None
columns-keep = Use these columns
columns-forget = Forget
columns-forget-hint = Removes what was said before; the names of the columns tell which is which.

date-title = Date of this text
date-known = Known so far: { $date }
date-hint = When was it written? “Today”, “Friday” and all other days in it are worked out from it.
date-field = Day, such as 2020-08-18
date-set = Set
date-forget = Leave it to the text
date-forget-hint = Removes the date you set.

## Searching
echo = Texts with { $what }
echo-and = { $first } and { $second }
echo-or = { $first } or { $second }
echo-group = ({ $what })
echo-not = not { $what }
echo-near = { $what } within { $n } words
echo-word = “{ $what }”
echo-phrase = “{ $what }” word by word
echo-pattern = words like “{ $what }”
echo-regex = words of the form “{ $what }”
echo-latin = “{ $what }” (in Arabic letters too)
echo-topic = the topic { $value }
echo-kind = a fact of the kind { $value }
echo-person = the person “{ $value }”
echo-organisation = the organisation “{ $value }”
echo-place = the place “{ $value }”
echo-source = the outlet “{ $value }”
echo-language = the language { $value }
echo-said = a statement by or with “{ $value }”
echo-role = the office or holder “{ $value }”
echo-title = “{ $value }” in the title
echo-file = “{ $value }” in the path
echo-column = { $name } “{ $value }”
echo-written = the date { $days }
echo-spoken = days spoken of: { $days }
echo-from = from { $day }
echo-until = until { $day }
note-dangling = “{ $what }” has nothing to join and was left out.
note-empty-field = “{ $what }” has no value and was left out.
note-unknown-field = “{ $what }” is no field of these texts; searched as words.
note-bad-date = “{ $what }” is no date (2020, 2020-08, 2020-08-17, 2020-08..2021-04) and was left out.
note-bad-regex = “{ $what }” is no regular expression and was left out.
note-too-broad = “{ $what }” has no letter and was left out.
note-near-needs-words = Only words can be near each other; read as “and”.
note-too-deep = Too many brackets in each other; the innermost were left out.
part-alone = { $what } alone: texts { $n }
instead-of = “{ $typed }” stands nowhere; “{ $word }” does
with-inflections = With endings: { $n } texts
batch-nothing = nothing to search for
batch-too-long = too long for a search
why = Why this text matches
why-absent = { $what }: absent
why-times = { $what }: found { $n-text } times
sort-rank = Best match first
searches-before = Searched before
search-forget = Forget this search
