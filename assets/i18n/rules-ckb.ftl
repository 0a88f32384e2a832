# What each rule finds, for the explanation of facts. English stands in the rule's own file.

## Other names
rule-alias-bracketed = ناوی کورت یان بیانی لەناو کەوانەدا، لە دوای ناوەکە

## Commitments
rule-commitment-agree = لایەنەکان ڕێکدەکەون
rule-commitment-aim = کەسێک نیازی کارێکی هەیە
rule-commitment-attempt = کەسێک هەوڵی شتێک دەدات
rule-commitment-bound = کەسێک بە شتێکەوە پابەندە
rule-commitment-concern = کەسێک نیگەرانە
rule-commitment-condemn = کەسێک ئیدانەی شتێک دەکات
rule-commitment-continue = کەسێک لە کارێک بەردەوام دەبێت
rule-commitment-decide = کەسێک بڕیار دەدات
rule-commitment-decided = ئەوانەی کۆبوونەتەوە بڕیار دەدەن
rule-commitment-insist = کەسێک لەسەر شتێک سوورە
rule-commitment-look = کەسێک چاوەڕوانی شتێکە
rule-commitment-plan = کەسێک پلان دادەنێت
rule-commitment-pledge = کەسێک بەڵێن دەدات
rule-commitment-praise = کەسێک پیرۆزبایی یان ستایش دەکات
rule-commitment-ready = کەسێک ئامادەی کارێکە
rule-commitment-reaffirm = کەسێک شتێک دووپات دەکاتەوە
rule-commitment-reject = کەسێک شتێک ڕەت دەکاتەوە
rule-commitment-request-verb = کەسێک داوا دەکات، بە یەک وشە
rule-commitment-request = کەسێک داوای شتێک دەکات
rule-commitment-stress = کەسێک جەخت لە شتێک دەکاتەوە
rule-commitment-support-verb = کەسێک پشتگیری دەکات، بە یەک وشە
rule-commitment-support = کەسێک پشتگیری دەکات
rule-commitment-undertake = کەسێک ئەرکێک لە ئەستۆ دەگرێت
rule-commitment-urge = کەسێک هان دەدات
rule-commitment-want = دوو لا دەیانەوێت کارێک بکەن
rule-commitment-welcome = پێشوازی لە شتێک دەکرێت

## Events
rule-event-appoint-title = کەسێک دەکرێتە شتێک
rule-event-appoint-verb = کەسێک هەڵدەبژێردرێت یان دەست بەکار دەبێت
rule-event-arrest-do = کەسێک دەستگیر دەکرێت
rule-event-arrest-jail = کەسێک زیندانی دەکرێت
rule-event-arrest-noun = دەستگیرکردن، وەک ناو
rule-event-arrest-seized = کەسێک دەگیرێت
rule-event-attack-action = چالاکییەک دژی کەسێک، لەو شوێنەی شەڕ هەیە
rule-event-attack-burn = کەسێک شتێک دەسووتێنێت
rule-event-attack-compound = هێرشێک لەگەڵ ئاوەڵناوێک
rule-event-attack-do = هێرش، بە ناو و کرداری یاریدەدەر
rule-event-attack-martyr = کەسێک شەهید دەبێت
rule-event-attack-noun = هێرشی کەسێک یان بۆ سەر کەسێک، وەک ناو
rule-event-attack-on = هێرش بۆ سەر کەسێک کە پێشتر باس کراوە
rule-event-attack-target = کەسێک دەکرێتە ئامانج
rule-event-attack-verb = کوشتن، ڕفاندن، تەقاندنەوە
rule-event-attack-victim = کەسێک لە هێرشێکدا بریندار دەبێت یان دەکەوێت
rule-event-kill-noun = کوشتن، وەک ناو
rule-event-meet-eye = کەسێک چاوی بە کەسێک دەکەوێت
rule-event-meet-gather-apart = کۆبوونەوە، کردارەکە بە دوو وشە نووسراوە
rule-event-meet-gather-end = ڕابردووی کۆی کردارەکە، کە لە ناوەکە دەچێت، لە کۆتایی ڕستەدا
rule-event-meet-gather = کۆبوونەوە، بە کردارەکە
rule-event-meet-held = ناوی کۆبوونەوە لەگەڵ کرداری بەستن
rule-event-meet-in = ئەوەی کەسێک لە کۆبوونەوەیەکدا دەیکات
rule-event-meet-with = ناوی کۆبوونەوە لەگەڵ ئەوەی دیداری کراوە
rule-event-other-begins = شتێک دەست پێ دەکات
rule-event-other-burial = کەسێک بەخاک دەسپێردرێت
rule-event-other-death = کەسێک دەمرێت
rule-event-other-deed = کەسێک ئازاد دەکرێت، سزا دەدرێت؛ شتێک قەدەغە، تۆمار یان پەسەند دەکرێت
rule-event-other-dies = کەسێک مرد
rule-event-other-gathering = خۆپیشاندان، مانگرتن، ئاگر، بوومەلەرزە، لافاو یان ئاهەنگ ڕوو دەدات
rule-event-other-held = شتێک ئەنجام دەدرێت یان بەڕێوە دەچێت
rule-event-other-move = کەسێک یان شتێک دەبرێتە شوێنێکی تر
rule-event-other-publish = شتێک بڵاو دەکرێتەوە
rule-event-receive-guest = خانەخوێیەک پێشوازی لە میوانێک دەکات
rule-event-receive-passive = پێشوازی لە میوانێک دەکرێت
rule-event-sign-do = شتێک واژوو دەکرێت
rule-event-sign-treaty = ڕێککەوتنێک دەبەسترێت
rule-event-talks-both = دوو لا باسی شتێک دەکەن
rule-event-talks-discuss = شتێک تاوتوێ دەکرێت
rule-event-talks-do = گفتوگۆ دەکرێت
rule-event-talks-noun = گفتوگۆی نێوان دوو لا
rule-event-talks-phone = پەیوەندییەکی تەلەفۆنی
rule-event-talks-speak = کەسێک لەگەڵ کەسێک قسە دەکات
rule-event-talks-verb = گفتوگۆ، لەگەڵ کردارەکە بە یەکەوە نووسراوە
rule-event-travel-arrive = کەسێک دەگاتە شوێنێک
rule-event-travel-go-to = کەسێک دەچێتە شوێنێک کە پێش کردارەکە ناوی هاتووە
rule-event-travel-go = کەسێک دەچێتە شوێنێک
rule-event-travel-going = چوون بۆ شوێنێک، وەک ناو
rule-event-travel-leave = کەسێک شوێنێک جێ دەهێڵێت
rule-event-travel-send = کەسێک دەنێردرێتە شوێنێک
rule-event-travel-set-out = کەسێک بەڕێ دەکەوێت
rule-event-travel-visit-noun = سەردانی کەسێک یان شوێنێک
rule-event-travel-visit-planned = بڕیارە سەردانێک بکرێت
rule-event-travel-visit = سەردانێک دەکرێت
rule-event-vote-do = دەنگ دەدرێت
rule-event-vote-election-noun = هەڵبژاردن لە شوێنێک، وەک ناو
rule-event-vote-election = هەڵبژاردن بەڕێوە دەچێت

## Organisations
rule-organisation-acronym = پیتی گەورەی لاتینی لە دوای ناوی ڕاگەیاندنێک یان دەستەیەک
rule-organisation-body-named = کۆمپانیا، بانک، زانکۆ، ئاژانس، یانە … لەگەڵ ناوی خۆی
rule-organisation-body-of-body = بەشێکی دامەزراوەیەکی ناسراو، وەک ئاژانسێکی نەتەوە یەکگرتووەکان
rule-organisation-central-government = حکوومەتی فیدراڵی عێراق کە بە حکوومەتی ناوەند ناو دەبرێت
rule-organisation-council = ئەنجومەن یان لیژنەی وەزیران، نوێنەران، ئاسایش … و هی کێ
rule-organisation-faction = فراکسیۆن یان لیستی حزبێک، لەگەڵ وشەی سەرەکی
rule-organisation-forces = پێشمەرگە یان گەریلا وەک هێزێک
rule-organisation-government = حکوومەت، پەرلەمان، سوپا، پۆلیس … ی وڵاتێک، هەرێمێک یان شارێک
rule-organisation-guild = یەکێتی، کۆمەڵە، ژوور یان ڕێکخراوی خەڵکی یەک پیشە، هی کێ
rule-organisation-liberation = هێزەکانی ڕزگاریی هەرێمێک یان شارێک
rule-organisation-listed = دامەزراوەیەک کە فەرهەنگەکە دەیناسێت
rule-organisation-ministry = وەزارەتێک، هی وڵاتێک یان حکوومەتێک
rule-organisation-of-city = پۆلیس، ئاسایش، دادگا، زانکۆ … ی شارێک کە لە لیستدا نییە
rule-organisation-office-of = نووسینگە یان سەرۆکایەتیی بەرپرسێک یان کەسێک
rule-organisation-party-after-head = حزبێک کە ناوەکەی وشەیەکی ڕۆژانەیە، لە دوای پۆست، دەستە یان وتەبێژ
rule-organisation-party-alone = حزبێک کە ناوەکەی بە دەگمەن بۆ شتی تر بەکار دێت
rule-organisation-party-among-parties = حزبێک کە ناوەکەی وشەیەکی ڕۆژانەیە، لە دەقێکدا کە ناوی حزبێکی تری هێناوە
rule-organisation-party-in-list = چەند حزبێک بە دوای یەکدا کە ناویان وشەی ڕۆژانەیە
rule-organisation-party-speaks = حزبێک کە ناوەکەی وشەیەکی ڕۆژانەیە، لە سەرەتای سەردێڕدا
rule-organisation-spelled = حزبێک یان هێزێک کە بە ناوی پیتەکانی ناو دەبرێت
rule-organisation-station = ڕادیۆ، تەلەڤیزیۆن، ڕۆژنامە یان ئاژانس لەگەڵ ناوەکەی، هەر وشەیەک بێت

## People
rule-person-before-title = ناو، پاشان پۆست، بە کۆما یان بێ کۆما
rule-person-given-honorific = نازناوێک لە نێوان دوو ناوی کەسێکدا
rule-person-given = ناوێکی کەسان لەگەڵ ناوەکانی پێش یان دوای
rule-person-headline = ناو و جووتخاڵ لە سەرەتای دێڕدا
rule-person-known = نازناوی خێزانێک کە بە تەنها کەسێکی ناسراو دیاری دەکات
rule-person-linked-father = ناوێک کە بە ناوی باوکەوە لکاوە، مەلا، حاجی یان شێخ لە نێوانیاندا
rule-person-list = چوار ناو یان زیاتر بە دوای یەکدا، هەر یەک لە دوو تا چوار وشەی دەگمەن
rule-person-listed = کەسێک کە فەرهەنگەکە ناوی تەواوی دەناسێت
rule-person-named = بە ناوی کەسێک
rule-person-quoted-full = ناوێکی کەسان و یەک تا سێ وشەی دوای، لەناو دوو کەوانەدا؛ یان ناوێک لە دوای پۆستێک
rule-person-quoted-parent = دایک یان باوکی کەسێک، لەناو دوو کەوانەدا
rule-person-quoted = ناوێک لەناو دوو کەوانەدا، پاشان تەمەن، دایک و باوک یان شار
rule-person-rank = پلە یان شێوازی بانگکردن لە پێش ناوەکە
rule-person-rare-first = دوو تا چوار وشەی نەناسراو لە سەرەتای ڕستەیەکدا کە قسە دەکات
rule-person-rare-pair = دوو تا چوار وشەی نەناسراو لەو شوێنەی لایەنێکی ڕستەکە دێت
rule-person-rare-start = دوو تا چوار وشەی نەناسراو لە سەرەتای ڕستەدا
rule-person-single-before-title = وشەیەکی دەگمەن، کۆما، پاشان پۆستی وڵاتێک یان دەستەیەک
rule-person-son-of = ناوی عەرەبی لەگەڵ ناوی باوک، بە «بن» لە نێوانیاندا
rule-person-speaks = وشەی دەگمەن کە قسە دەکات، ڕادەگەیەنێت یان پێشوازی دەکات
rule-person-title-bare = پۆستێک بێ ئیزافە، پاشان ناو
rule-person-title-linked = پۆستێک لەگەڵ دەستە یان وڵاتەکەی، پاشان ناو

## Places
rule-place-head-list = شار، گوند، قەزا … بە کۆ، لەگەڵ چەند ناوێک لە دوایان
rule-place-head-outside = شار، گوند، قەزا و هاوشێوەیان، پاشان ناو؛ وشەی سەرەکی بەشی ناوەکە نییە
rule-place-listed = شوێنێک کە فەرهەنگەکە دەیناسێت
rule-place-part-of-kurdistan = باشوور، باکوور، ڕۆژاوا یان ڕۆژهەڵات بە تەنها، واتە بەشێکی کوردستان
rule-place-region = هەرێمی کوردستان کە تەنها بە هەرێم ناو دەبرێت
rule-place-table-row = ڕیزی خشتەیەک: ژمارە لەناو کەوانەدا، پاشان تەنها شوێنەکە
rule-place-the-west = ڕۆژاوا، ڕۆژهەڵات … وەک لایەنێک لە نێوان دەوڵەتاندا
rule-place-weak-after-preposition = شوێنێک کە ناوەکەی وشەیەکی ڕۆژانەشە، لە دوای لە، بۆ، بەرەو یان وشەیەکی سەرەکی

## Offices
rule-role-after-linked = ناو، پاشان پۆست، پاشان هی کێ
rule-role-after-plain = ناو، پاشان پۆست بێ هی کێ
rule-role-before-linked = پۆست، هی کێ، پاشان ناو
rule-role-before-plain = پۆست یان پلە ڕاستەوخۆ لە پێش ناوەکە
rule-role-second-linked = ناو، پۆست، هی کێ، و پۆستێکی دووەم

## Sites
rule-site-head-inside = فڕۆکەخانە، هۆتێل، کەمپ، بەنداو و هاوشێوەیان لەگەڵ ناوەکەیان؛ وشەی سەرەکی بەشی ناوەکەیە
rule-site-prison = زیندانی شارێک، یان زیندانێک بە ژمارە لە شارێکدا

## Statements
rule-statement-according-body = بەپێی خودی دەستەیەک
rule-statement-according = بەپێی سەرچاوەیەک
rule-statement-admit = کەسێک دان بە شتێکدا دەنێت
rule-statement-announce-apart = کرداری ڕاگەیاندن، بەشەکانی بە جیا نووسراون
rule-statement-announce = کرداری ڕاگەیاندن
rule-statement-announced = ڕاگەیەنرا
rule-statement-believes = پێی وایە یان هیوادارە کە
rule-statement-clarify = کەسێک ڕوون دەکاتەوە یان ئاشکرا دەکات کە
rule-statement-follows = دەقی لێدوانەکە بەم شێوەیەیە
rule-statement-headline-office = سەردێڕ: پۆستێک بێ ناو، جووتخاڵ، قسەکە
rule-statement-headline = سەردێڕ: کێ، جووتخاڵ، قسەکە
rule-statement-in-words-again = بە قسەی هەمان قسەکەری پێشوو
rule-statement-in-words-of = بە قسەی کەسێک
rule-statement-knows = ڕاگەیاندنێک زانیویەتی کە
rule-statement-mention = کەسێک باسی ئەوە دەکات کە
rule-statement-point = کەسێک ئاماژە بەوە دەکات کە
rule-statement-pointed-glued = ئاماژە کراوە، بە یەک وشە نووسراوە
rule-statement-pointed = ئاماژە بەوە دەکرێت کە
rule-statement-present = کەسێک ئەوە دەخاتە ڕوو کە
rule-statement-presented = ئەوە خراوەتە ڕوو کە
rule-statement-publish-that = کەسێک بڵاوی دەکاتەوە کە
rule-statement-remind = کەسێک وەبیری دەهێنێتەوە کە
rule-statement-reminds = وەبیر دەهێنێتەوە، بە یەک وشە نووسراوە
rule-statement-request-word = ئەوانەی داوای کارێک دەکەن، بە یەک وشە
rule-statement-request = کەسێک داوا دەکات کارێک بکرێت
rule-statement-requested = داوا دەکرێت کارێک بکرێت
rule-statement-said-to-be = دەگوترێت، بێ ئەوەی بڵێت کێ
rule-statement-say = کرداری گوتن
rule-statement-spotlight = کەسێک ڕووناکی دەخاتە سەر ئەوەی کە
rule-statement-stands-in = لە لێدوانێکدا هاتووە
rule-statement-stress = کەسێک جەخت لەوە دەکاتەوە کە
rule-statement-stressed = جەخت لەوە دەکرێتەوە کە
rule-statement-think = کەسێک پێی وایە کە
rule-statement-utter = پێشبینی دەکات، گلەیی دەکات، پێداگری دەکات، وەڵام دەداتەوە … کە
rule-statement-warn = کەسێک هۆشداری دەدات کە
rule-statement-write = کەسێک دەنووسێت
