"""The small words between the parts of a date, as far as CLDR's patterns do not have them."""

from collections.abc import Mapping

SMALL_WORDS: Mapping[str, str] = {
    "ar": "من عام سنة",
    "bg": "година",
    "bn": "সাল সালের তারিখ",
    "de": "den des",
    "el": "του της",
    "en": "of the",
    "es": "de del el",
    "fa": "ماه سال",
    "fr": "le",
    "hi": "तारीख साल सन",
    "id": "bulan tahun tanggal",
    "it": "di il del",
    "ms": "bulan tahun",
    "nl": "de",
    "pt": "de do dia",
    "ru": "года",
    "th": "ที่ เดือน ค.ศ. พ.ศ. ปี",
    "uk": "року",
    "vi": "ngày năm",
}
"""Words between a day, its month and its year that CLDR's patterns do not have."""

TO: Mapping[str, str] = {
    "ar": "إلى حتى",
    "bn": "থেকে হতে",
    "cs": "až do",
    "de": "bis",
    "el": "έως ως",
    "en": "to through till until",
    "es": "al a",
    "fa": "تا",
    "fr": "au à",
    "hi": "से",
    "id": "hingga sampai",
    "it": "al",
    "ja": "から",
    "ko": "부터 에서",
    "nl": "tot",
    "pl": "do",
    "pt": "a ao",
    "ro": "până la",
    "ru": "по до",
    "tr": "ile",
    "uk": "по до",
    "vi": "đến tới",
    "zh": "至 到",
}
"""Words between the first and the last day of a span; CLDR has the dash only."""
