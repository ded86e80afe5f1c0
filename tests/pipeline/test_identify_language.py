from __future__ import annotations

import pytest

from pipeline.analyse import extract_mentions
from pipeline.detect import Detector
from pipeline.identify_language import LEAST_WORDS, is_other_language
from pipeline.types import CorpusStats
from tests.pipeline.documents import comment, post

FOREIGN = """
Mein Drucker zieht seit gestern kein Papier mehr ein, obwohl ich alles gereinigt habe.
Ich muss jede Rechnung von Hand eintippen, das dauert Stunden.
La batterie de mon vélo électrique ne tient plus que vingt minutes, c'est désespérant.
Pourquoi faut-il payer un supplément pour une fonction aussi simple ?
La impresora deja rayas negras en todas las hojas y ya cambié el cartucho dos veces.
Me gustaría que se pudiera ordenar la lista por fecha.
A impressora deixa riscos pretos em todas as folhas e já troquei o cartucho.
La stampante lascia righe nere su ogni foglio e ho già cambiato la cartuccia.
De printer laat zwarte strepen achter op elk vel, hoewel de cartridge nieuw is.
Skrivaren lämnar svarta streck på varje papper trots att patronen är ny.
Printeren efterlader sorte streger på hvert ark, selv om patronen er ny.
Skriveren lager svarte striper på hvert ark selv om patronen er ny.
Tulostin jättää mustia raitoja jokaiseen paperiin, vaikka kasetti on uusi.
Drukarka zostawia czarne pasy na każdej kartce, chociaż tusz jest nowy.
Tiskárna nechává na každém papíru černé pruhy, i když je náplň nová.
Imprimanta lasă dungi negre pe fiecare foaie, deși cartușul este nou.
A nyomtató minden lapon fekete csíkokat hagy, pedig új a patron.
Yazıcı her sayfada siyah çizgiler bırakıyor, oysa kartuş yeni.
Принтер оставляет чёрные полосы на каждом листе, хотя картридж новый.
Принтер залишає чорні смуги на кожному аркуші, хоча картридж новий.
Ο εκτυπωτής αφήνει μαύρες γραμμές σε κάθε φύλλο παρόλο που το δοχείο είναι καινούργιο.
الطابعة تترك خطوطا سوداء على كل ورقة رغم أن الحبر جديد
המדפסת משאירה פסים שחורים על כל דף למרות שהמחסנית חדשה
प्रिंटर हर पन्ने पर काली लकीरें छोड़ता है जबकि कारतूस नया है
打印机每一页都有黑色条纹可是墨盒是新的
新しいカートリッジなのに、プリンターが毎回黒い線を残します。
카트리지가 새것인데도 프린터가 종이마다 검은 줄을 남깁니다.
เครื่องพิมพ์ทิ้งเส้นสีดำบนทุกแผ่นทั้งที่ตลับหมึกยังใหม่
Máy in để lại vệt đen trên mỗi tờ giấy dù hộp mực còn mới.
Printer meninggalkan garis hitam di setiap lembar padahal tintanya masih baru.
Mon smartphone reboot tout seul depuis le patch, le support me dit de reset et rien ne change
Der Support hat mein Ticket einfach geclosed und das Feature ist immer noch down
""".strip().splitlines()

ENGLISH = """
Printer leaves black streaks on every page though the cartridge is new.
Toner low, drum worn, fuser replaced twice, still streaks
Epson ET-2850 paper jam error E-13 after firmware downgrade
Ryzen 7 7800X3D, 64 GB DDR5 6000 CL30, RTX 4080 Super, Corsair RM1000x
BSOD PAGE_FAULT_IN_NONPAGED_AREA ntoskrnl.exe minidump attached
Zürich, Genève, Lausanne, Neuchâtel, Sankt Gallen, Winterthur
Selling unused Birkenstock Boston clogs, taupe suede, EU 42
omg yasss bestie slayyy gorgeous gorgeous gorgeous
wtf bruh literally unplayable lmaooo
Mate ye cannae be serious, pure mince so it is
Kindly revert asap sir, invoice pending since Diwali
My Hausfrau neighbour has such Schadenfreude when the Wi-Fi dies
Crème brûlée, pâté, soufflé, jalapeño and açaí: my café closes early
Docker Kubernetes Terraform Ansible Jenkins Grafana Prometheus
Coffee maker drips, pot cracked, lid hinge snapped
Lost Ark, Genshin Impact, Honkai Star Rail, Tower of Fantasy
""".strip().splitlines()


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_recognised(text: str):
    assert is_other_language(comment("a", text))


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes_however_terse_or_odd(text: str):
    assert not is_other_language(comment("a", text))


@pytest.mark.parametrize("text", ["", "C'est nul !", "Très bien merci", "haha jaja 😂😂😂", "よくない", "[deleted]"])
def test_too_little_text_is_not_judged(text: str):
    assert len(text.split()) < LEAST_WORDS
    assert not is_other_language(comment("a", text))


def test_only_the_writers_own_words_are_judged():
    quoting = "> Mein Drucker zieht seit gestern kein Papier mehr ein, obwohl er neu ist.\n\nSame here, third one dead"
    code = "Segfault on boot:\n\n    mov eax, ebx\n    jmp kein_papier\n    und ist das der\n    les des une est"
    assert not is_other_language(comment("a", quoting))
    assert not is_other_language(comment("b", code))


def test_letters_of_a_cipher_are_no_language():
    assert not is_other_language(comment("a", "Qzv wkx jjrpt vvbn kqwz xptl zzgh mmrk wqpv lkjh"))


def test_a_document_in_another_language_has_no_mentions_and_is_counted():
    documents = [
        comment("a", "The export fails every time I try to save a long table."),
        comment("b", "Der Export bricht jedes Mal ab, wenn ich eine lange Tabelle speichern will."),
        post("c", "El programa falla siempre", "No puedo guardar la tabla y nadie contesta desde hace semanas."),
    ]
    stats = CorpusStats()
    found = {document.id: mentions for document, mentions in extract_mentions(Detector.load(), documents, stats)}
    assert [id_ for id_, mentions in found.items() if mentions] == ["t1_a"]
    assert (stats.other_languages, stats.posts + stats.comments) == ({"tools": 2}, 3)
