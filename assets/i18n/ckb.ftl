# Every word of the interface in Central Kurdish (Sorani).
# `en.ftl` has the same keys in the same order; a test holds the two together.
# $n chooses the plural, $n-text is the number as it is shown.

## Dates
date-long = { $day }ی { $month }ی { $year }
date-short = { $year }-{ $month }-{ $day }
date-full = { $weekday }، { $date }
date-month = { $month }ی { $year }
date-time = { $date }، { $time }
date-day = { $day }ی { $month }
duration-years = { $n ->
   *[other] { $n-text } ساڵ
}
duration-months = { $n ->
   *[other] { $n-text } مانگ
}
duration-weeks = { $n ->
   *[other] { $n-text } هەفتە
}
duration-days = { $n ->
   *[other] { $n-text } ڕۆژ
}
duration-hours = { $n ->
   *[other] { $n-text } کاتژمێر
}
duration-minutes = { $n ->
   *[other] { $n-text } خولەک
}
duration-seconds = { $n ->
   *[other] { $n-text } چرکە
}
month-1 = کانوونی دووەم
month-2 = شوبات
month-3 = ئازار
month-4 = نیسان
month-5 = ئایار
month-6 = حوزەیران
month-7 = تەمووز
month-8 = ئاب
month-9 = ئەیلوول
month-10 = تشرینی یەکەم
month-11 = تشرینی دووەم
month-12 = کانوونی یەکەم
weekday-saturday = شەممە
weekday-sunday = یەکشەممە
weekday-monday = دووشەممە
weekday-tuesday = سێشەممە
weekday-wednesday = چوارشەممە
weekday-thursday = پێنجشەممە
weekday-friday = هەینی

## The program
app-name = بەڵگە
language-ckb = کوردی
language-en = English

## Kinds of facts
kind-person = کەس
kind-organisation = دامەزراوە
kind-place = شوێن
kind-time = کات
kind-quantity = بڕ
kind-role = پۆست
kind-event = ڕووداو
kind-statement = لێدوان
kind-commitment = پابەندی

## What facts say
event-meet = کۆبوونەوە
event-travel = سەردان
event-receive = پێشوازی
event-talks = گفتوگۆ
event-sign = واژۆکردن
event-appoint = دەستنیشانکردن
event-attack = هێرش
event-vote = دەنگدان
event-arrest = دەستگیرکردن
event-other = ڕووداوی تر
status-planned = بڕیارە
status-happened = ڕوویداوە
status-denied = ڕەتکراوەتەوە
mode-direct = ڕاستەوخۆ
mode-reported = گێڕدراوە
act-agree = ڕێککەوتن
act-pledge = بەڵێن
act-support = پشتیوانی
act-request = داواکاری
act-welcome = پێشوازیکردن
act-reaffirm = دووپاتکردنەوە
act-stress = جەختکردنەوە
act-condemn = سەرکۆنە

## Kinds, continued
kind-mention = ناو
time-date = ڕۆژ
time-time = کاتژمێر
time-duration = ماوە
time-set = دووبارەبووەوە
time-open = دەقەکە دیاری نەکردووە
speaker-unknown = بێژەر ناوی نەهاتووە
list-separator = {"، "}

## Topics
topic-security = ئاسایش
topic-energy = وزە
topic-health = تەندروستی
topic-budget = بودجە
topic-economy = ئابووری
topic-diplomacy = دیپلۆماسی
topic-governance = حوکمڕانی
topic-education = پەروەردە
topic-culture = کەلتوور
topic-environment = ژینگە
topic-humanitarian = مرۆیی
topic-rights = مافەکان

## Filters
panel-filters = پاڵاوتن
facet-topic = بابەتەکان
facet-kind = جۆرەکانی فاکت
facet-person = کەسەکان
facet-organisation = دامەزراوەکان
facet-place = شوێنەکان
facet-source = سەرچاوەکان
facet-language = زمانەکان
facet-published = بەرواری نووسین
facet-mentioned = ڕۆژە باسکراوەکان
language-name-ckb = کوردیی ناوەندی
language-name-kmr = کوردیی باکووری
language-name-ar = عەرەبی
language-name-fa = فارسی
language-name-en = ئینگلیزی
language-name-und = زمانی نەناسراو
exclude = دەرکردن
show-more = { $n-text } ی تر
search-more = { $n-text } ی تر: بۆیان بگەڕێ
find-value = گەڕان لەنێو { $facet }
find-value-hint = پیتەکانی سەرەتای ناو
find-value-nothing = هیچ ناوێک بەم پیتانە دەستپێناکات
date-from = لە
date-to = تا
date-range = { $from } – { $to }
no-filter = هیچ پاڵاوتنێک نییە: هەموو شتێک پیشان دەدرێت
remove-filter = لابردن
clear-filters = لابردنی هەموو
same-passage = هەموو لە یەک بڕگەدا

## Counts
count-documents = { $n ->
   *[other] { $n-text } دەق
}
count-facts = { $n ->
   *[other] { $n-text } فاکت
}
count-of = { $n-text } لە { $total-text } دەق
hit-of = { $n-text } لە { $total-text }
hit-count = { $n ->
   *[other] { $n-text } دۆزراوە
}
new-documents = { $n ->
   *[other] { $n-text } دەقی نوێ
}
problem-count = { $n ->
   *[other] { $n-text } کێشە
}

## Documents
panel-documents = دەقەکان
date-inferred = { $date } (لە دەقەکەوە)
date-from-text = لە دەقەکەوە دۆزراوەتەوە
date-unknown = بێ بەروار
sort-documents = ڕیزبەندیی دەقەکان
sort-path = بەپێی پەڕگە
sort-date = بەپێی بەروار
sort-title = بەپێی ناونیشان
sort-facts = بەپێی ژمارەی فاکت
sort-hits = بەپێی ژمارەی دۆزراوە
sort-descending = گەورەترین لە پێشەوە
no-match-title = هیچ دەقێک ناگونجێت
no-match-hint = پاڵاوتنێک لە سەرەوە لابە، یان بە وشەی کەمتر بگەڕێ.

## Reader
no-document-title = هیچ دەقێک نەکراوەتەوە
no-document-hint = لە لیستی دەقەکاندا دانەیەک هەڵبژێرە.
shown-kinds = جۆرە پیشاندراوەکان
flag-weekday = «{ $words }»: دەقەکە دەڵێت { $stated }، بەڵام { $day } { $real }یە.
flag-clock = «{ $words }» بە کاتی «{ $other }» دەکاتە { $time }؛ ناکرێت هەردووکیان ڕاست بن.
flag-month = «{ $words }» لە ڕۆژژمێردا نییە: { $month } { $n-text } ڕۆژە.
flag-impossible = «{ $words }» لە ڕۆژژمێردا نییە.
flag-places = چوون بۆ شوێنەکە؛ بە کرتەیەکی تر شوێنی دواتر

## Facts and timeline
tab-facts = فاکتەکان
tab-timeline = هێڵی کات
column-kind = جۆر
column-who = کێ
column-what = دەقەکە چی دەڵێت
column-when = کەی
column-document = دەق
no-facts-title = هیچ فاکتێک نییە
no-facts-hint = پاڵاوتنێک لابە، یان جۆرێکی تری فاکت هەڵبژێرە.
facts-pending-title = فاکتەکان کۆدەکرێنەوە
facts-pending-hint = لەم کاتەدا دەتوانیت دەقەکان بخوێنیتەوە و بپاڵێویت.

## Opening
corpus-sample = دەقە نموونەییەکان
corpus-hint = کردنەوەی دەقی تر
recent = پێشتر کراوەتەوە
open = کردنەوە
open-folder = کردنەوەی بوخچە
open-path-title = کردنەوەی بوخچە
open-path-hint = ڕێڕەوی بوخچەیەک بنووسە کە دەقی تێدایە. هەروەها دەتوانیت بوخچەیەک ڕابکێشیتە سەر پەنجەرەکە.
folder-path = ڕێڕەوی بوخچە
drop-hint = دەستی لێ هەڵگرە بۆ کردنەوەی ئەم بوخچەیە
loading-title = دەقەکان دەخوێندرێنەوە
loading-hint = هەر دەقێک کە ئامادە بوو، دەردەکەوێت.
nothing-title = هیچ نییە پیشان بدرێت
nothing-hint = بوخچەیەک بکەرەوە کە دەقی کوردیی تێدایە، یان سەرەتا سەیری دەقە نموونەییەکان بکە.
progress-walking = بەدوای پەڕگەکاندا دەگەڕێت: { $n-text }
progress-reading = { $n-text } لە { $total-text } پەڕگە، { $speed } مێگابایت لە چرکەیەکدا

## Top bar
search-name = گەڕان
search-hint = لە دەقەکاندا بگەڕێ
matching = چۆنیەتیی گونجانی وشە
matching-inflected = پاشگر
matching-inflected-hint = وشەکە بە هەموو پاشگرەکانییەوە دەدۆزێتەوە
matching-folded = پیت
matching-folded-hint = شێوە جیاوازەکانی یەک پیت وەک یەک دادەنرێن؛ پاشگر دەبێت بنووسرێت
matching-exact = وەک خۆی
matching-exact-hint = تەنها ئەوەی نووسراوە، پیت بە پیت
search-clear = سڕینەوەی گەڕان
views = دیمەنەکان
save = پاشەکەوت
export = هەناردەکردن
language = زمان
theme = ڕەنگەکان
theme-system = وەک سیستەمەکە
theme-light = ڕووناک
theme-dark = تاریک
theme-contrast = کۆنتراستی بەرز
more = زیاتر
close = داخستن
dismiss = لابردنی ئاگاداری
rule-set = ڕێساکان { $version }

## Saved views
save-view-title = پاشەکەوتکردنی ئەم دیمەنە
save-view-hint = دیمەن پاڵاوتن و گەڕان و ڕیزبەندی لە پەڕگەیەکدا لەتەنیشت دەقەکانەوە هەڵدەگرێت.
view-name = ناوی دیمەنەکە
view-note = تێبینی
view-note-hint = ئەم دیمەنە بۆ چییە؛ لە پەڕگەکەیدا هەڵدەگیرێت.
no-views = هێشتا هیچ دیمەنێک پاشەکەوت نەکراوە
no-views-hint = دەقەکان بپاڵێوە یان بگەڕێ، ئینجا ئەوەی دەیبینیت بە ناوێکەوە پاشەکەوتی بکە.
leave-view = دەرچوون لەم دیمەنە
rename = گۆڕینی ناو
duplicate = لەبەرگرتنەوە
delete = سڕینەوە

## Export
export-hint = هەموو ئەوەی ئەم دیمەنە پیشانی دەدات بەبێ سنوور دەنووسێت، لەگەڵ ناوی دیمەنەکە.
export-replaces = ئەم پەڕگەیە هەیە و لەجێی ئەو دادەنرێت.
file-path = ڕێڕەوی پەڕگە

## Fonts
fonts-title = فۆنت
fonts-hint = فۆنت هەر کە هەڵبژێردرا بۆ هەموو دەقەکان بەکار دێت. تەنیا ئەو فۆنتانە هەڵدەبژێردرێن کە هەموو پیتە کوردییەکانیان هەیە.
fonts-looking = گەڕان بەدوای فۆنتەکانی ئەم کۆمپیوتەرەدا…
font-default = لەگەڵ بەڵگە دێت؛ فۆنتی بنەڕەتییە.
font-complete = هەموو پیتە کوردییەکانی هەیە.
font-lacks = ئەم پیتانەی نییە: { $letters }
font-lacks-all = پیتی کوردیی نییە.
font-used = ئێستا بەکار دێت.
font-failed = { $name } بەکار نایەت؛ فۆنتەکەی پێشوو دەمێنێتەوە. هۆکار: { $reason }

## News
notice-view-saved = پاشەکەوت کرا: { $text }
notice-view-deleted = سڕایەوە: { $text }
notice-exported = نووسرا: { $text }
notice-failed = سەرنەکەوت: { $text }
notice-kept-aside = پەڕگەیەکی تێکچوو خرایە لاوە: { $text }
notice-no-table = دەقە کراوەکە لە خشتەیەکەوە نەهاتووە
notice-nothing-to-undo = هیچ نییە بگەڕێندرێتەوە
notice-language-changed = بە داتای زمانی نوێ خوێندرایەوە: { $gained-text } زیادبوو، { $lost-text } نەما
notice-language-unchanged = داتای زمان نەگۆڕاوە
notice-topic-removed = بابەتەکە لابرا: { $text }
notice-name-removed = ناوەکە لابرا: { $text }

## Sizes of parts
resize-filters = پانیی پاڵاوتن
resize-documents = پانیی دەقەکان
resize-tabs = بەرزیی خشتە

## Topics
topics-title = بابەتەکان
topic-new = بابەتی نوێ
topic-built-in = لەگەڵ بەرنامەکە
topic-changed = تۆ گۆڕیوتە
topic-own = هی خۆت
topic-removed = لابراوە
topic-unsaved = پاشەکەوت نەکراوە
topic-cues = { $n ->
   *[other] { $n-text } نیشانە
}
topic-name-ckb = ناو بە کوردی
topic-name-en = ناو بە ئینگلیزی
topic-cues-title = نیشانەکان ({ $n-text })
topic-cues-hint = بڕگەیەک کاتێک ئەم بابەتەی هەیە کە کێشی نیشانەکانی بگاتە ١. کێشی ژێر سفر دژی بابەتەکەیە. وشە لەگەڵ هەموو کۆتاییەکانیدا دەژمێردرێت؛ وشە* هەرچی بەوە دەست پێ بکات، وشە! تەنیا بەو پیتانە.
topic-new-cue = نیشانەی نوێ
topic-add-cue = زیادکردن
topic-cue-name = نیشانەی { $n-text }
topic-weight-name = کێشی نیشانەی { $n-text }
topic-weight-hint = لە −٤ تا ٤. لە ١ بەرەو سەر بەتەنیا بڕیار دەدات؛ ٠.٤ پێویستی بە هاوڕێیە؛ ژێر سفر دژی بابەتەکەیە.
topic-remove-cue = لابردنی نیشانەی { $cue }
topic-exclude = ئەمانە ناژمێردرێن
topic-exclude-hint = هەر دەستەواژەیەک لە دێڕێکدا: بۆ نموونە ناوی وەزارەتێک کە تەنیا لە ناونیشاندا هاتووە.
topic-yes = نموونەی ئەوانەی بابەتەکەیان هەیە
topic-yes-hint = هەر ڕستەیەک لە دێڕێکدا.
topic-no = نموونەی ئەوانەی نییانە
topic-no-hint = هەر ڕستەیەک لە دێڕێکدا.
topic-save = پاشەکەوتکردنی بابەت
topic-discard = واز لێهێنان
topic-remove = لابردنی بابەت
topic-restore = وەک خۆی لێبکەرەوە
topic-removed-hint = ئەم بابەتەی بەرنامەکە لابراوە و هیچ بڕگەیەک نییەتی. دەتوانرێت وەک خۆی بگەڕێتەوە.
topic-no-name = بابەت لانی کەم بە یەک زمان ناوی دەوێت.
topic-no-cue = بابەت لانی کەم یەک نیشانەی دەوێت.
topic-bad-cue = نیشانە چوارچێوە سوورەکان بەکار نایەن: وشە تەنیا یەک جار دێت و کێش لە نێوان −٤ و ٤دایە.
topic-bad-exclusion = یەکێک لەو دەستەواژانەی ناژمێردرێن ناخوێندرێتەوە یان نیشانەشە.
topic-not-saved = هێشتا پاشەکەوت نەکراوە.
topic-saved = بابەتەکە ئێستا بەم شێوەیە بەکار دێت.

## What an edited topic changes
preview-title = چی دەگۆڕێت
preview-waiting = دەقەکان دەخوێندرێنەوە…
preview-gained = { $n ->
   *[other] { $n-text } بڕگە بابەتەکەیان بۆ زیاد دەبێت
}
preview-lost = { $n ->
   *[other] { $n-text } بڕگە لە دەستی دەدەن
}
preview-kept = { $n ->
   *[other] { $n-text } بڕگە وەک خۆیان دەمێننەوە
}
preview-reading = تا ئێستا { $n-text } لە { $total-text } دەق خوێندراوەتەوە؛ گۆڕان لە { $changed-text } دەقدا
preview-read = هەر { $total-text } دەقەکە خوێندرانەوە؛ گۆڕان لە { $changed-text } دەقدا
preview-nothing = هیچ بڕگەیەک ناگۆڕێت.
preview-first = { $n-text }ی یەکەم پیشان دراون.
preview-examples = { $n-text } لە { $total-text } نموونە ڕاست دەردەچن
preview-example-misses = بابەتەکەی نییە: { $words }
preview-example-has = بابەتەکەی هەیە: { $words }

## Names and cues from the text
selection-add-cue = زیادکردن وەک نیشانەی بابەتێک…
selection-person = ئەمە ناوی کەسێکە
selection-organisation = ئەمە ناوی ڕێکخراوێکە
selection-place = ئەمە ناوی شوێنێکە
selection-copy = لەبەرگرتنەوە
names-title = ناوە زیادکراوەکانت
names-hint = لە هەموو دەقەکاندا بۆیان دەگەڕدرێت. لابردنی هەر یەکێکیان دەتوانرێت پاشگەز بکرێتەوە.
names-none = هێشتا هیچ ناوێکت زیاد نەکردووە
names-none-hint = لە دەقێکدا ناوێک دیاری بکە، بە دوگمەی ڕاستی مشک کرتەی لێ بکە و بڵێ هی کێیە یان چییە.
explain-here = بۆچی لێرە هیچ نەدۆزراوەتەوە؟
explain-this = بۆچی ئەمە دۆزراوەتەوە؟

## Why a fact is there
explain-fact-title = بۆچی ئەمە دۆزراوەتەوە
explain-place-title = لێرە چی ڕووی داوە
explain-made-by = ڕێسای { $rule } دۆزیویەتییەوە؛ لە ١٠٠ جاردا { $n-text } جار ڕاستە.
explain-built-in = هەنگاوێکی خودی بەرنامەکەیە و فایلی ڕێسای نییە.
explain-foreign = ئەم پەرەگرافە کوردیی ناوەندی نییە: بۆ فاکت ناگەڕدرێت تێیدا.
explain-steps = ئەو ڕێسایانەی لێرە گونجان
explain-no-steps = هیچ ڕێسایەک لەگەڵ ئەم وشانە ناگونجێت.
explain-made-it = ئەم فاکتەی دروست کرد
explain-fired = شتێکی تری لێرە دۆزییەوە
explain-lost = بەرامبەر { $rule } دۆڕاندی: { $why }
explain-refused = هیچی لێ دەرنەچوو: { $why }
explain-go = چوون بۆ ئەم وشانە
explain-topics = بابەتەکانی ئەم بڕگەیە
explain-no-topics = هیچ نیشانەیەکی بابەتێک لێرە نییە.
explain-topic-held = { $sum } بەسە:
explain-topic-carried = لە دەقەکەوە وەرگیراوە؛ نیشانەکانی خۆی { $sum }ن:
explain-topic-missed = { $sum } بەس نییە (١ پێویستە):
why-priority = ڕێساکەی تر پێش دەکەوێت
why-coverage = ئەوی تر وشەی زیاتر دەگرێتەوە یان پێشتر هاتووە
why-no-verb = وشەکە تەنیا لە کردار دەچێت
why-no-attack = هیچ ناڵێت کە هێرش بووە
why-invitation = بانگی خوێنەر دەکات و شتێک ناگێڕێتەوە
why-unmet = ئەوەی ڕێساکە دەیەوێت (کێ، کوێ، چی) لە ڕستەکەدا نییە
why-in-quotation = وشەکان لە ناو وتەی گوازراوەدان
why-guest = پێشوازی لە میوانە نەک لە شتێک
why-negated = ڕستەکە نەرێنییە
why-class-missing = دەقەکە ئەو وشانەی تێدا نییە کە ڕێساکە دەیەوێت
why-too-short = بۆ ناوی کەس کورتە
why-no-type = ڕێساکە ناڵێت چ جۆرە ڕووداوێک دەدۆزێتەوە
why-no-clause = وشەکان لە هیچ ڕستەیەکدا نین

## What other language data changes
differences-title = زیادبوو و نەما
differences-none = لەوەتەی ئەم دەقانە کراونەتەوە داتای زمان نەگۆڕاوە.
differences-totals = بە داتای زمانی نوێ { $gained-text } زیادبوو و { $lost-text } نەما، لە { $documents-text } لە { $n-text } دەقدا.
differences-kind = { $kind }: +{ $gained-text } −{ $lost-text }
differences-first = { $n-text }ی یەکەم پیشان دراون.
differences-gained = زیادبوو
differences-lost = نەما

## Problems
problem-no-folder = ئەم بوخچەیە نییە
problem-no-folder-hint = لەوانەیە گوازرابێتەوە یان ناوی گۆڕابێت. سەیری ڕێڕەوەکە بکە، یان بوخچەیەکی تر بکەرەوە.
problem-no-document = لەم بوخچەیەدا هیچ دەقێک نەخوێندرایەوە
problem-no-document-hint = بەڵگە .txt و .docx و .html و .epub و دەقی تر دەخوێنێتەوە، هەروەها لە بوخچەکانی ناوییدا. بوخچەیەکی تر بکەرەوە.
problem-empty = پەڕگەکە دەقی تێدا نییە
problem-empty-hint = هیچ لە دەست نەچووە؛ شتێکی تێدا نییە بخوێندرێتەوە.
problem-too-large = پەڕگەکە زۆر گەورەیە
problem-too-large-hint = دابەشی بکە بەسەر پەڕگەی بچووکتردا.
problem-binary = پەڕگەکە دەق نییە
problem-binary-hint = وەک دەقی سادە (UTF-8) پاشەکەوتی بکە و بوخچەکە دووبارە بکەرەوە.
problem-columns = نازانرێت کام ستوونی خشتەکە دەقە
problem-columns-hint = ستوونەکان هەڵبژێرە: کامیان دەقە، ناونیشانە، بەروارە و سەرچاوەیە.
problem-malformed = پەڕگەکە تێکچووە
problem-malformed-hint = بەو بەرنامەیە بیکەرەوە کە دروستی کردووە و دووبارە پاشەکەوتی بکە.
problem-limit = پەڕگەکە لە سنوورێک تێپەڕیوە
problem-limit-hint = خرایە لاوە بۆ ئەوەی ئەوانی تر بخوێندرێنەوە. دابەشی بکە.
problem-encoding = هەندێک پیت نەخوێندرانەوە
problem-encoding-hint = پەڕگەکە هەر خوێندرایەوە. بە UTF-8 پاشەکەوتی بکە تا هەموو پیتەکانی هەبن.
problem-unreadable = سیستەمەکە ڕێ نادات ئەم پەڕگەیە بخوێندرێتەوە
problem-unreadable-hint = سەیری مۆڵەتەکانی بکە، ئینجا بوخچەکە دووبارە بکەرەوە.
problem-not-a-file = ئەمە پەڕگەیەکی ئاسایی نییە
problem-not-a-file-hint = بەستەری دەرەوەی بوخچەکە و ئامێرەکان ناخوێندرێنەوە.
problem-name = ناوی پەڕگەکە دەقێکی دروست نییە
problem-name-hint = ناوەکەی بگۆڕە و بوخچەکە دووبارە بکەرەوە.
problem-metadata = ڕیزێکی metadata.csv بەکار نایەت
problem-metadata-hint = ڕیزەکە ڕاست بکەرەوە؛ دەقەکان هەر خوێندرانەوە.
problem-damaged = پەڕگەیەکی ڕێکخستن یان دیمەن تێکچووە
problem-damaged-hint = خرایە لاوە و هیچی بەسەردا نەنووسرا.
problem-language-data = پەڕگەیەکی داتای زمان بەکار نایەت
problem-language-data-hint = لەو دێڕەدا کە ناوی هاتووە ڕاستی بکەرەوە؛ ئەوانی تر لە کاردان.
problem-failed = پەڕگەکە نەخوێندرایەوە
problem-failed-hint = ئەوانی تر خوێندرانەوە. تکایە ئەگەر دەتوانیت پەڕگەکەمان بۆ بنێرە.

## Copies and shared passages
stories-once = هەر هەواڵێک یەک جار بژمێرە
stories-once-hint = ئەو دەقانەی لەبەرگیراوەی یەکترن وەک یەک دەژمێردرێن؛ کۆنترینیان جێیان دەگرێتەوە.
count-stories = { $n ->
   *[other] { $n-text } هەواڵ لە { $total-text } دەقدا
}
copies-more = { $n ->
   *[other] { $n-text } لەبەرگیراوەی تر
}
tab-shared = بڕگە هاوبەشەکان
column-opening = بڕگە
column-documents = ژمارەی دەق
column-earliest = کۆنترین دەق
column-since = لە
column-span = ماوە
column-change = لەبەرگیراوەکان
shared-exact = وشە بە وشە
shared-edited = دەستکاریکراو
same-day = یەک ڕۆژ
shared-none-title = هیچ بڕگەیەک لە چەند دەقدا نییە
shared-none-hint = بڕگەی نزیکەی پازدە وشە و زیاتر دەدۆزرێنەوە، ئەگەر چەند وشەیەکیشیان گۆڕابێت.
shared-filtered-hint = پاڵاوتنێک لابە بۆ بینینی بڕگەی دەقەکانی تر.
not-compared-title = هێشتا دەقەکان بەراورد نەکراون
not-compared-hint = ئەگەر دەق زۆر بن، چەند خولەکێک دەخایەنێت؛ دەتوانیت لەو ماوەیەدا بخوێنیتەوە.
comparing-title = دەقەکان بەراورد دەکرێن
comparing-count = { $n-text } لە { $total-text }
shared-mark-earlier = لە دەقێکی پێشتریشدا هەیە
shared-mark-later = لە دەقێکی دواتریشدا هەیە
shared-mark-both = لە دەقی پێشتر و دواتریشدا هەیە
passage-title = ئەم بڕگەیە لە کوێ هەیە
passage-hint = کۆنترین لە پێشەوەیە. ئەو وشانەی جیاوازن لە هەردوو دەقدا نیشان کراون.
passage-earliest = کۆنترین
passage-here = ئەم دەقە
passage-same = وشە بە وشە وەک یەکن
passage-changes = { $n ->
   *[other] لە { $n-text } شوێن جیاوازن
}
passage-changed = لێرە جیاوازە: { $words }
passage-open = کردنەوەی دەقەکەی تر
converted-from = لە { $encoding } گۆڕدراوە
original-shown = وەک ئەوەی لە پەڕگەکەدایە: { $encoding }
show-original = پیشاندانی دەقی ڕەسەن
show-converted = پیشاندانی دەقی گۆڕدراو

## Import report
report-title = ڕاپۆرتی خوێندنەوە
report-count = { $n-text } لە { $total-text } پەڕگە
report-exact = { $n ->
   *[other] { $n-text } لەبەرگیراوەی تەواو
}
report-near = { $n ->
   *[other] { $n-text } لەبەرگیراوەی نزیک
}
report-near-unknown = هێشتا بەدوای لەبەرگیراوەی نزیکدا نەگەڕاوە
report-words = وشەی ناوی پەڕگە
report-all = هەموو
report-format = جۆری پەڕگە
report-encoding = کۆدکردن
report-language = زمان
report-copies = لەبەرگیراوە
report-copies-any = تەواو یان نزیک
report-copies-exact = تەواو
report-copies-near = نزیک
report-problem = کێشە
report-problem-any = هەر کێشەیەک
report-making = ڕاپۆرتەکە ئامادە دەکرێت
report-empty-title = هیچ پەڕگەیەک ناگونجێت
report-empty-hint = لە یەکێک لە لیستەکانی سەرەوە «هەموو» هەڵبژێرە، یان وشەی کەمتر بنووسە.
column-file = پەڕگە
column-size = قەبارە
column-facts = فاکت
column-copy = لەبەرگیراوەی
size-bytes = { $n-text } بایت
size-kb = { $n } کیلۆبایت
size-mb = { $n } مێگابایت
percent = ٪{ $n-text }
export-report-hint = ئەو ڕیزانەی پیشان دراون، بە ڕیزبەندییان، وەک خشتە دەنووسێت.

## List of searches
batch-title = لیستی گەڕانەکان
batch-hint = لە هەر دێڕێکدا ناوێک یان گەڕانێک. هەریەکەیان لە هەموو دەقەکاندا دەژمێردرێت و وەک خانەی گەڕان دەگونجێت.
batch-list = گەڕانەکان، هەر یەک لە دێڕێکدا
batch-list-hint = لیستەکە لێرە بنووسە یان بیلکێنە
batch-run = ژماردن
batch-running = دەژمێردرێت
batch-stop = ڕاگرتن
batch-done = { $n-text } لە { $total-text } دێڕ
batch-empty = { $n-text } هیچی بۆ نەدۆزرایەوە
batch-bad = { $n-text } ئەنجام نەدرا
batch-search = گەڕان
column-hits = دۆزراوە
export-batch-hint = بۆ هەر دێڕێکی لیستەکە ڕیزێک دەنووسێت: ژمارەی دەق، ژمارەی دۆزراوە و ئەوەی تێنەگەیشترا.

## Commands
palette-hint = بەدوای فەرماندا بگەڕێ
palette-nothing = فەرمانی وا نییە
command-open-folder = کردنەوەی بوخچە…
command-open-path = کردنەوە بە ڕێڕەو…
command-open-sample = کردنەوەی دەقە نموونەییەکان
command-reload = دووبارە خوێندنەوەی بوخچە
command-cancel-load = وەستاندنی خوێندنەوە
command-focus-search = چوون بۆ گەڕان
command-focus-filters = چوون بۆ پاڵاوتن
command-focus-documents = چوون بۆ دەقەکان
command-focus-reader = چوون بۆ خوێندنەوە
command-focus-table = چوون بۆ فاکتەکان
command-next-document = دەقی دواتر
command-previous-document = دەقی پێشتر
command-next-fact = فاکتی دواتر
command-previous-fact = فاکتی پێشتر
command-next-hit = دۆزراوەی دواتر
command-previous-hit = دۆزراوەی پێشتر
command-clear-filters = لابردنی هەموو پاڵاوتنەکان
command-same-passage = هەموو لە یەک بڕگەدا: بەڵێ یان نەخێر
command-stories-once = هەر هەواڵێک یەک جار: بەڵێ یان نەخێر
command-compare-texts = بەراوردکردنی دەقەکان
command-stop-comparing = وەستاندنی بەراوردکردن
command-save-view = پاشەکەوتکردنی دیمەن
command-save-view-as = پاشەکەوتکردن وەک دیمەنی نوێ…
command-show-views = دیمەنە پاشەکەوتکراوەکان…
command-undo = گەڕاندنەوە
command-export-csv = هەناردەکردن وەک خشتە (CSV)…
command-export-jsonl = هەناردەکردن وەک دێڕەکانی JSON…
command-export-report = هەناردەکردنی ڕاپۆرتی خوێندنەوە…
command-export-batch = هەناردەکردنی لیستی گەڕانەکان…
command-facts-tab = پیشاندانی فاکتەکان
command-timeline-tab = پیشاندانی هێڵی کات
command-shared-tab = پیشاندانی بڕگە هاوبەشەکان
command-copy-citation = لەبەرگرتنەوە لەگەڵ سەرچاوە
command-toggle-language = کوردی یان ئینگلیزی
command-toggle-theme = گۆڕینی ڕەنگەکان
command-zoom-in = گەورەتر
command-zoom-out = بچووکتر
command-zoom-reset = قەبارەی ئاسایی
command-show-problems = کێشەکان…
command-show-columns = ستوونەکانی ئەم خشتەیە…
command-show-date = بەرواری ئەم دەقە…
command-show-report = ڕاپۆرتی خوێندنەوە…
command-show-batch = لیستی گەڕانەکان…
command-show-fonts = فۆنت…
command-show-topics = بابەتەکان…
command-show-names = ناوە زیادکراوەکانت…
command-explain = بۆچی ئەمە لێرەیە؟
command-reload-language = خوێندنەوەی داتای زمان لە نوێوە
command-show-differences = زیادبوو و نەما بە داتای زمانی نوێ…
command-show-palette = هەموو فەرمانەکان…
command-show-shortcuts = کورتبڕەکانی تەختەکلیل
command-close-dialog = داخستن
command-quit = دەرچوون

## Columns of a table
columns-title = ستوونەکانی { $table }
columns-reading = خشتەکە دەخوێنرێتەوە…
columns-hint = دیاری بکە کام ستوون چییە. ستوونەکانی تر دەبنە پاڵێوەر. بۆ هەموو خشتەیەک دەبێت کە هەمان ستوونی هەیە.
columns-text = دەق
columns-title-role = ناونیشان
columns-date = بەروار
columns-source = سەرچاوە
columns-id = ناسنامە
columns-none = هیچ
columns-keep = ئەم ستوونانە بەکاربهێنە
columns-forget = لەبیری بکە
columns-forget-hint = ئەوەی پێشتر دیاری کراوە لادەبات؛ ناوی ستوونەکان خۆیان دەڵێن کامیان چییە.

date-title = بەرواری ئەم دەقە
date-known = ئەوەی تا ئێستا زانراوە: { $date }
date-hint = کەی نووسراوە؟ «ئەمڕۆ»، «هەینی» و هەموو ڕۆژەکانی تری دەقەکە بەپێی ئەمە دیاری دەکرێن.
date-field = ڕۆژ، وەک 2020-08-18
date-set = دایبنێ
date-forget = بۆ دەقەکەی بەجێبهێڵە
date-forget-hint = ئەو بەروارە لادەبات کە خۆت داتناوە.

## Searching
echo = ئەو دەقانەی ئەمانەیان تێدایە: { $what }
echo-and = { $first } و { $second }
echo-or = { $first } یان { $second }
echo-group = ({ $what })
echo-not = بەبێ { $what }
echo-near = { $what } لە مەودای { $n } وشەدا
echo-word = «{ $what }»
echo-phrase = «{ $what }» وشە بە وشە
echo-pattern = وشەکانی وەک «{ $what }»
echo-regex = وشەکانی بە شێوەی «{ $what }»
echo-latin = «{ $what }» (بە پیتی عەرەبییش)
echo-topic = بابەتی { $value }
echo-kind = فاکتێکی جۆری { $value }
echo-person = کەسی «{ $value }»
echo-organisation = دامەزراوەی «{ $value }»
echo-place = شوێنی «{ $value }»
echo-source = سەرچاوەی «{ $value }»
echo-language = زمانی { $value }
echo-said = لێدوانێکی «{ $value }» یان لەبارەی ئەو
echo-role = پۆست یان خاوەنپۆستی «{ $value }»
echo-title = «{ $value }» لە سەردێڕدا
echo-file = «{ $value }» لە ڕێڕەوی فایلەکەدا
echo-column = { $name } «{ $value }»
echo-written = بەرواری { $days }
echo-spoken = ڕۆژە باسکراوەکانی { $days }
echo-from = لە { $day }ەوە
echo-until = تا { $day }
note-dangling = «{ $what }» هیچی نییە پێکی ببەستێتەوە و پشتگوێ خرا.
note-empty-field = «{ $what }» بەهای نییە و پشتگوێ خرا.
note-unknown-field = «{ $what }» خانەی ئەم دەقانە نییە؛ وەک وشە بۆی گەڕا.
note-bad-date = «{ $what }» بەروار نییە ({"\u2066"}2020, 2020-08, 2020-08-17, 2020-08..2021-04{"\u2069"}) و پشتگوێ خرا.
note-bad-regex = «{ $what }» دەربڕینی ڕێکخراو نییە و پشتگوێ خرا.
note-too-broad = «{ $what }» پیتی تێدا نییە و پشتگوێ خرا.
note-near-needs-words = تەنها وشە دەتوانێت نزیکی یەکتر بێت؛ وەک «و» وەرگیرا.
note-too-deep = کەوانەی زۆر لەناو یەکدان؛ ناوەوەترینەکان پشتگوێ خران.
part-alone = { $what } بە تەنها: { $n } دەق
instead-of = «{ $typed }» لە هیچ شوێنێکدا نییە؛ «{ $word }» هەیە
with-inflections = لەگەڵ پاشگرەکان لە { $n } دەقدا دەدۆزرێتەوە
batch-nothing = هیچی تێدا نییە بۆ گەڕان
batch-too-long = بۆ گەڕان زۆر درێژە
why = بۆچی ئەم دەقە دەگونجێت
why-absent = { $what }: نییە
why-times = { $what }: { $n-text } جار دۆزرایەوە
sort-rank = باشترین گونجان لە سەرەتاوە
searches-before = گەڕانەکانی پێشوو
search-forget = لەبیرکردنی ئەم گەڕانە
