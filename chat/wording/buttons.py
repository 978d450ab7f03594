"""What buttons show, and the short lines that answer a press."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "button.mute": ("🔇 Mute…", "🔇 Sourdine…", "🔇 إسكات…"),
    "button.why": ("❔ Why?", "❔ Pourquoi ?", "❔ لماذا؟"),
    "button.story": ("📰 Story", "📰 Affaire", "📰 القصة"),
    "button.irrelevant": ("Not relevant", "Hors sujet", "خارج الموضوع"),
    "button.muted": (
        "🔇 muted {until} · Undo",
        "🔇 en sourdine {until} · Annuler",
        "🔇 مُسكَت {until} · تراجع",
    ),
    "button.undo": ("Undo", "Annuler", "تراجع"),
    "button.back": ("← Back", "← Retour", "→ رجوع"),
    "button.held": ("📥 Show {count}", "📥 Montrer {count}", "📥 عرض {count}"),
    "button.held.them": ("📥 Show them", "📥 Les montrer", "📥 عرضها"),
    "button.unmute.all": ("🔔 End all", "🔔 Tout lever", "🔔 إنهاء الكل"),
    "button.settings": ("⚙️ All settings", "⚙️ Tous les réglages", "⚙️ كل الإعدادات"),
    "button.rules": (
        "↺ As in rules.yaml",
        "↺ Comme dans rules.yaml",
        "↺ كما في rules.yaml",
    ),
    "button.reset": (
        "↺ All as in rules.yaml…",
        "↺ Tout comme dans rules.yaml…",
        "↺ الكل كما في rules.yaml…",
    ),
    "button.reset.yes": ("Yes, forget them", "Oui, les oublier", "نعم، انسَها"),
    "button.language": ("🌐 Language", "🌐 Langue", "🌐 اللغة"),
    "button.timezone": ("🕒 Time zone", "🕒 Fuseau horaire", "🕒 المنطقة الزمنية"),
    "button.quiet": ("🌙 Quiet hours", "🌙 Heures calmes", "🌙 ساعات الهدوء"),
    "button.digest": ("🗞 Digest", "🗞 Résumé", "🗞 الملخص"),
    "button.topics": ("📌 Topics", "📌 Sujets", "📌 المواضيع"),
    "button.same_story": ("🔁 Same story", "🔁 Même affaire", "🔁 القصة نفسها"),
    "press.old": (
        "This button is from another version of the bot. /help lists what you can do.",
        "Ce bouton vient d’une autre version du bot. /help énumère ce qui est possible.",
        "هذا الزر من إصدار آخر للبوت. الأمر /help يعرض ما يمكنك فعله.",
    ),
    "press.gone": (
        "What this button is about is no longer kept. The commands still work: /help",
        "Ce dont parle ce bouton n’est plus conservé. Les commandes marchent toujours : /help",
        "ما يتعلق به هذا الزر لم يعد محفوظًا. الأوامر تعمل: /help",
    ),
    "press.stranger": (
        "This chat is not connected to Wirewatch any more: send /start",
        "Ce chat n’est plus relié à Wirewatch : envoyez /start",
        "لم تعد هذه المحادثة موصولة بـ Wirewatch: أرسلوا /start",
    ),
    "press.muted": (
        "🔇 {what}: muted {until}",
        "🔇 {what} : en sourdine {until}",
        "🔇 {what}: مُسكَت {until}",
    ),
    "press.over": (
        "That mute has ended already.",
        "Cette sourdine est déjà levée.",
        "انتهى هذا الإسكات من قبل.",
    ),
    "press.why": (
        "{topic}, {place}: {why}",
        "{topic}, {place} : {why}",
        "{topic}، {place}: {why}",
    ),
    "press.irrelevant": (
        "Thank you, noted as not relevant. Press again to take it back.",
        "Merci, noté comme hors sujet. Appuyez encore pour annuler.",
        "شكرًا، سُجّل خارج الموضوع. اضغط مجددًا للتراجع.",
    ),
    "press.relevant": ("Taken back.", "Annulé.", "تم التراجع."),
}
