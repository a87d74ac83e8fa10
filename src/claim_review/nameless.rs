//! Names that stand for nobody in particular. Google's guide: leave an unknown author out.

/// What is said of them.
pub(super) const DETAIL: &str = "it names nobody in particular: an unknown author is left out";

/// Those that fact-checkers write, in small letters.
const NOBODY: [&str; 63] = [
    "-",
    "n/a",
    "unknown",
    "anonymous",
    "multiple",
    "various",
    "users",
    "internet users",
    "netizens",
    "multiple sources",
    "multiple persons",
    "multiple people",
    "several sources",
    "several persons",
    "several people",
    "various sources",
    "various people",
    "social media",
    "social media user",
    "social media users",
    "social media post",
    "social media posts",
    "viral post",
    "viral posts",
    "viral message",
    "viral social media post",
    "viral social media posts",
    "facebook user",
    "facebook users",
    "facebook post",
    "facebook posts",
    "twitter users",
    "whatsapp message",
    "media outlets",
    "varias fuentes",
    "redes sociales",
    "usuarios de redes sociales",
    "usuarios de facebook",
    "desconocido",
    "várias fontes",
    "redes sociais",
    "usuários de redes sociais",
    "boatos de redes sociais",
    "post no facebook",
    "desinformação",
    "sources multiples",
    "réseaux sociaux",
    "internautes",
    "facebook-nutzer",
    "soziale medien",
    "unbekannt",
    "diverse",
    "utenti dei social",
    "media sosial",
    "pengguna media sosial",
    "pengguna facebook",
    "warganet",
    "pesan berantai",
    "tidak diketahui",
    "सोशल मीडिया",
    "सोशल मीडिया यूजर्स",
    "منشورات مواقع التواصل الاجتماعي",
    "網路傳言",
];
/// Where something was said, which beside others is no one's name.
const PLACES: [&str; 16] = [
    "facebook",
    "fb",
    "instagram",
    "line",
    "media outlets",
    "messenger",
    "reddit",
    "telegram",
    "threads",
    "tiktok",
    "twitter",
    "wechat",
    "weibo",
    "whatsapp",
    "x",
    "youtube",
];

/// Whether a name is that of nobody.
pub(super) fn is_nobody(name: &str) -> bool {
    let name = name.trim().trim_end_matches('.').to_lowercase();
    if NOBODY.contains(&name.as_str()) {
        return true;
    }
    let parts = || name.split([',', '/', '&', ';']).map(str::trim);
    let is_place = |part: &str| PLACES.contains(&part) || NOBODY.contains(&part);
    parts().count() > 1 && parts().all(is_place)
}
