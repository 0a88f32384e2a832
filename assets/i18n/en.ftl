# Every word of the interface in English.
# `ckb.ftl` has the same keys in the same order; a test holds the two together.
# $n chooses the plural, $n-text is the number as it is shown.

## Dates
date-long = { $day } { $month } { $year }
date-short = { $year }-{ $month }-{ $day }
date-full = { $weekday }, { $date }
date-month = { $month } { $year }
date-time = { $date }, { $time }
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
