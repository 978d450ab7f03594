"""News agencies: the name Wirewatch gives each, its front pages, and how credits spell it.

Spellings are matched with their capitals (or in capitals throughout), since MAP, SPA and TAP are
words as well. The agencies of the Arab world are all here; of the others those that papers in
English, French and Arabic reprint.
"""

from __future__ import annotations

UNNAMED = "agencies"  # credited to agencies, without saying which

# name; hosts of its own site; spellings
AGENCIES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("AFP", ("afp.com",), (
        "AFP", "Agence France-Presse", "Agence France Presse", "أ ف ب", "أ.ف.ب", "ا ف ب", "ا.ف.ب",
        "أ. ف. ب", "أ.ف.ب.", "أف ب", "أ ف ب.", "فرانس برس", "وكالة فرانس برس",
        "وكالة الصحافة الفرنسية",
        "الفرنسية",
    )),
    ("Reuters", ("reuters.com",), ("Reuters", "Thomson Reuters", "رويترز", "وكالة رويترز")),
    ("AP", ("apnews.com", "ap.org"), (
        "AP", "A.P.", "Associated Press", "The Associated Press", "أسوشيتد برس", "اسوشيتد برس",
        "أسوشييتد برس", "أ ب", "أ.ب", "وكالة أسوشيتد برس",
    )),
    ("UPI", ("upi.com",), ("UPI", "United Press International", "يونايتد برس")),
    ("Bloomberg", ("bloomberg.com",), (
        "Bloomberg", "Bloomberg News", "بلومبرغ", "بلومبيرغ", "بلومبرج",
    )),
    ("dpa", ("dpa.com", "dpa-international.com"), (
        "dpa", "DPA", "Deutsche Presse-Agentur", "د ب أ", "د.ب.أ", "د ب ا", "الألمانية",
        "وكالة الأنباء الألمانية",
    )),
    ("EFE", ("efe.com",), ("EFE", "Agencia EFE", "إفي", "إيفي")),
    ("ANSA", ("ansa.it", "ansamed.info"), ("ANSA", "ANSAmed", "أنسا", "آنسا")),
    ("AGI", ("agi.it",), ("AGI",)),
    ("AKI", ("adnkronos.com",), ("AKI", "Adnkronos", "آكي")),
    ("Belga", ("belganewsagency.eu",), ("Belga",)),
    ("ATS", ("keystone-ats.ch", "keystone-sda.ch"), ("ATS", "Keystone-ATS", "ats")),
    ("PA", ("pamediagroup.com",), ("PA Media", "Press Association", "PA")),
    ("TASS", ("tass.com", "tass.ru"), (
        "TASS", "Itar-Tass", "ITAR-TASS", "تاس", "وكالة تاس", "ТАСС",
    )),
    ("RIA Novosti", ("ria.ru",), ("RIA", "RIA Novosti", "نوفوستي", "ريا نوفوستي", "РИА Новости")),
    ("Sputnik", ("sputniknews.com", "sputnikglobe.com", "sarabic.ae"), ("Sputnik", "سبوتنيك")),
    ("Interfax", ("interfax.com", "interfax.ru"), (
        "Interfax", "إنترفاكس", "انترفاكس", "Интерфакс",
    )),
    ("Ukrinform", ("ukrinform.net", "ukrinform.ua", "ukrinform.fr"), ("Ukrinform", "أوكرينفورم")),
    ("Xinhua", ("xinhuanet.com", "news.cn"), (
        "Xinhua", "Xinhua News Agency", "Chine nouvelle", "شينخوا", "新华社",
    )),
    ("KCNA", ("kcna.kp", "kcna.co.jp", "kcnawatch.org"), (
        "KCNA", "Korean Central News Agency", "ACNC", "وكالة الأنباء المركزية الكورية",
    )),
    ("Yonhap", ("yna.co.kr", "yonhapnews.co.kr"), ("Yonhap", "Yonhap News Agency", "يونهاب")),
    ("Kyodo", ("kyodonews.net", "kyodonews.jp"), ("Kyodo", "Kyodo News", "كيودو")),
    ("Jiji", ("jiji.com", "jen.jiji.com"), ("Jiji", "Jiji Press")),
    ("VNA", ("vnanet.vn", "vietnamplus.vn"), ("VNA", "Vietnam News Agency")),
    ("Bernama", ("bernama.com",), ("Bernama", "برناما")),
    ("Antara", ("antaranews.com",), ("Antara",)),
    ("PTI", ("ptinews.com",), ("PTI", "Press Trust of India")),
    ("ANI", ("aninews.in",), ("ANI", "Asian News International")),
    ("APP", ("app.com.pk",), ("APP", "Associated Press of Pakistan")),
    ("Anadolu", ("aa.com.tr",), (
        "Anadolu", "Anadolu Agency", "Agence Anadolu", "AA", "الأناضول", "وكالة الأناضول",
    )),
    ("IRNA", ("irna.ir",), ("IRNA", "إرنا", "ارنا")),
    ("ISNA", ("isna.ir",), ("ISNA", "إسنا")),
    ("Tasnim", ("tasnimnews.com", "tasnimnews.ir"), ("Tasnim", "تسنيم")),
    ("Mehr", ("mehrnews.com",), ("Mehr", "Mehr News", "مهر")),
    ("Fars", ("farsnews.ir", "farsnews.com"), ("Fars", "Fars News", "فارس")),
    ("SPA", ("spa.gov.sa",), ("SPA", "Saudi Press Agency", "واس", "و ا س")),
    ("WAM", ("wam.ae",), ("WAM", "Emirates News Agency", "وام")),
    ("QNA", ("qna.org.qa",), ("QNA", "Qatar News Agency", "قنا")),
    ("KUNA", ("kuna.net.kw",), ("KUNA", "Kuwait News Agency", "كونا")),
    ("BNA", ("bna.bh",), ("BNA", "Bahrain News Agency", "بنا")),
    ("ONA", ("omannews.gov.om",), ("ONA", "Oman News Agency", "العمانية")),
    ("Saba", ("sabanew.net", "sabanews.net", "saba.ye"), ("Saba", "سبأ", "سبأنت")),
    ("INA", ("ina.iq",), ("INA", "Iraqi News Agency", "واع")),
    ("SANA", ("sana.sy",), ("SANA", "سانا")),
    ("NNA", ("nna-leb.gov.lb",), ("NNA", "ANI Liban", "الوكالة الوطنية للإعلام", "وطنية")),
    ("Petra", ("petra.gov.jo",), ("Petra", "بترا")),
    ("WAFA", ("wafa.ps",), ("WAFA", "Wafa", "وفا")),
    ("MENA", ("mena.org.eg",), (
        "MENA", "Middle East News Agency", "أ ش أ", "أ.ش.أ", "ا ش ا", "وكالة أنباء الشرق الأوسط",
    )),
    ("SUNA", ("suna-news.net", "suna-sd.net"), ("SUNA", "Sudan News Agency", "سونا")),
    ("LANA", ("lana.gov.ly", "lana-news.ly", "lana.ly"), ("LANA", "Libyan News Agency", "وال")),
    ("TAP", ("tap.info.tn",), ("TAP", "Tunis Afrique Presse", "وات", "وكالة تونس إفريقيا للأنباء")),
    ("APS", ("aps.dz",), (
        "APS", "Algérie Presse Service", "وأج", "واج", "وكالة الأنباء الجزائرية",
    )),
    ("MAP", ("mapnews.ma", "mapexpress.ma"), (
        "MAP", "Maghreb Arabe Presse", "و م ع", "ومع", "وكالة المغرب العربي للأنباء",
    )),
    ("AMI", ("ami.mr",), (
        "AMI", "Agence Mauritanienne d’Information", "الوكالة الموريتانية للأنباء",
    )),
    ("PANA", ("panapress.com",), ("PANA", "Panapress")),
    ("APA", ("apanews.net", "apa.az", "apa.at"), ("APA", "APAnews")),
    ("ANP", ("anp.ne",), ("ANP",)),
    ("AIP", ("aip.ci",), ("AIP",)),
    ("NAN", ("nannews.ng",), ("NAN", "News Agency of Nigeria")),
    ("SAPA", ("sapa.org.za",), ("SAPA",)),
    (UNNAMED, (), (
        "Agencies", "agencies", "News agencies", "news agencies", "Wire services", "wire services",
        "Agences", "agences", "وكالات", "الوكالات", "وكالات الأنباء",
    )),
)  # fmt: skip
