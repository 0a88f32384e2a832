# Every word of the interface in Central Kurdish (Sorani).
# `en.ftl` has the same keys in the same order; a test holds the two together.
# $n chooses the plural, $n-text is the number as it is shown.

## Dates
date-long = { $day }ی { $month }ی { $year }
date-short = { $year }-{ $month }-{ $day }
date-full = { $weekday }، { $date }
date-month = { $month }ی { $year }
date-time = { $date }، { $time }
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
