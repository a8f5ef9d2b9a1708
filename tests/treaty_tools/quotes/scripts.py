"""Small texts of our own in eight scripts, each with a passage and the pins that are proposed for it."""

from typing import NamedTuple


class Sample(NamedTuple):
    """A text, one of its passages, and that passage's shortest pins."""

    body: str
    passage: str
    begins: str
    ends: str | None
    cut: str
    """Letters of the text that a browser does not find, because they are only part of a word."""


SAMPLES = {
    "Latin": Sample(
        "The garden opens on Monday.\n\nThe old gardener says that forty apple trees will bloom by the end of May.\n"
        "The garden closes at six.\n",
        "The old gardener says that forty apple trees will bloom by the end of May.",
        "The old",
        "May",
        "arden",
    ),
    "Cyrillic": Sample(
        "Сад откроется в понедельник.\n\nСтарый садовник говорит, что сорок яблонь зацветут к концу мая.\n"
        "Сад закроется в шесть.\n",
        "Старый садовник говорит, что сорок яблонь зацветут к концу мая.",
        "Старый",
        "мая",
        "садов",
    ),
    "Hangul": Sample(
        "정원은 월요일에 문을 엽니다.\n\n늙은 정원사는 오월 말까지 사과나무 마흔 그루에 꽃이 핀다고 말합니다.\n"
        "정원은 여섯 시에 닫습니다.\n",
        "늙은 정원사는 오월 말까지 사과나무 마흔 그루에 꽃이 핀다고 말합니다.",
        "늙은",
        "말합니다",
        "정원",
    ),
    "Bangla": Sample(
        "বাগান সোমবার খোলে।\n\nবুড়ো মালী বলেন যে মে মাসের শেষে চল্লিশটি আপেল গাছে ফুল ফুটবে।\nবাগান ছয়টায় বন্ধ হয়।\n",
        "বুড়ো মালী বলেন যে মে মাসের শেষে চল্লিশটি আপেল গাছে ফুল ফুটবে।",
        "বুড়ো",
        "ফুটবে",
        "সোম",
    ),
    "Arabic": Sample(
        "تفتح الحديقة يوم الاثنين.\n\nيقول البستاني العجوز إن أربعين شجرة تفاح ستزهر بحلول نهاية مايو.\n"
        "تغلق الحديقة في السادسة.\n",
        "يقول البستاني العجوز إن أربعين شجرة تفاح ستزهر بحلول نهاية مايو.",
        "يقول",
        "مايو",
        "حديقة",
    ),
    "Chinese": Sample(
        "花園星期一開放。\n\n老園丁說,到五月底,園裡的四十棵蘋果樹都會開花,孩子們也會來,大家都很高興。\n花園六點關門。\n",
        "老園丁說,到五月底,園裡的四十棵蘋果樹都會開花,孩子們也會來,大家都很高興。",
        "老園丁說",
        "大家都很高興",
        "星期",
    ),
    "Japanese": Sample(
        "庭は月曜日に開きます。\n\n年老いた庭師は、五月の終わりまでに、四十本のりんごの木が花を咲かせ、子供たちも来ると言いました。\n"
        "庭は六時に閉まります。\n",
        "年老いた庭師は、五月の終わりまでに、四十本のりんごの木が花を咲かせ、子供たちも来ると言いました。",
        "年老いた庭師は",
        "子供たちも来ると言いました",
        "曜日",
    ),
    "Thai": Sample(
        "สวนเปิดวันจันทร์\n\nคนสวนชราบอกว่า ต้นแอปเปิลสี่สิบต้น จะออกดอกภายในสิ้นเดือน พฤษภาคมปีนี้ และเด็กๆ จะมาเที่ยว\nสวนปิดหกโมง\n",
        "คนสวนชราบอกว่า ต้นแอปเปิลสี่สิบต้น จะออกดอกภายในสิ้นเดือน พฤษภาคมปีนี้ และเด็กๆ จะมาเที่ยว",
        "คนสวนชราบอกว่า",
        "จะมาเที่ยว",
        "วันจันทร์",
    ),
}
