"""Pages that ask whether the reader is human, instead of showing the article."""

import re

TELLTALES = re.compile(
    r"_cf_chl_opt|cf-browser-verification|challenge-error-text|challenge-platform/h/\w+/orchestrate"  # Cloudflare
    r"|ddos-guard/js-challenge|data-ddg-origin|check\.ddos-guard\.net"  # DDoS-Guard
    r"|Incapsula incident ID|_Incapsula_Resource[^\"'<>]{0,300}incident_id"  # Imperva
    r"|sucuri_cloudproxy_js|geo\.captcha-delivery\.com|px-captcha|gokuProps|anubis_challenge|__qrator",
    re.I,
)
"""Markup that occurs in bot checks, but not in the pages behind them."""

PHRASES = re.compile(
    r"just a moment\b|attention required|checking (?:if the site connection is secure|your browser)"
    r"|(?:verify|verifying|confirm|prove|making sure)\b.{0,20}\byou(?:'re|’re| are)(?: a)? (?:human|not a (?:ro)?bot)"
    r"|(?:are you|i am|i'm|i’m) (?:a human|not a robot|a robot)"
    r"|(?:enable|turn on|requires?|needs?) (?:javascript|cookies)\b(?! to (?:view|post|leave|load)\b.{0,9}\bcomment)"
    r"|javascript (?:is|and cookies are) (?:disabled|required)|ddos[- ]protection by|request unsuccessful"
    r"|performance (?:&|and) security by cloudflare|ray id:|access (?:to this page has been )?denied|unusual traffic"
    r"|browser will redirect to your requested content"
    r"|(?:проверка|проверяем) (?:вашего |ваш )?браузер|включите (?:поддержку )?javascript|я не робот|вы не робот"
    r"|请稍候|正在检查您的浏览器|启用 ?javascript"
    r"|잠시만 기다리|javascript를 (?:활성화|사용)|少々お待ち|javascriptを有効",
    re.I,
)
"""Phrases of bot checks. An article may contain them too, but not in nearly every line."""

LOOKED_AT = 500_000
"""Characters of a page that are searched for traces; bot checks are small."""

SHORT = 1_500
"""Characters of text above which a page is taken for an article, whatever its markup."""

REST = 200
"""Characters outside the lines with such phrases above which a page has other content."""


def is_bot_check(page: str, text: str) -> bool:
    """Return whether a page, from which ``text`` was extracted, is a bot check, or needs JavaScript to show more."""
    if len(text) > SHORT:
        return False
    start = page[:LOOKED_AT]
    if TELLTALES.search(start):
        return True
    rest = [line for line in text.splitlines() if not PHRASES.search(line)]
    return len("".join(rest)) < REST and bool(PHRASES.search(text if text.strip() else start))
