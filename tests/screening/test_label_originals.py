"""Labels in originals of languages that nobody screens copy in: what is a name, a charge or another sense is none."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("de", "Die Terroristen griffen am Morgen die Wache an.", ["Terroristen"]),
    ("de", "Das Regime ließ die Brücke sperren.", ["Regime"]),
    ("de", "Die Parasiten aus dem Süden sollen verschwinden, schrieb das Blatt.", ["Parasiten"]),
    ("de", "Die Invasoren zogen sich zurück.", ["Invasoren"]),
    ("de", "Drei Kämpfer wurden neutralisiert.", ["neutralisiert"]),
    ("de", "Die Söldner des Nachbarn standen am Fluss.", ["Söldner"]),
    ("de", "Märtyrer der Schlacht wurden in der Stadt geehrt.", ["Märtyrer"]),
    ("de", "Die Armee hat die Stadt Keswa befreit.", ["befreit"]),
    ("de", "Rebellen befreiten am Montag das Dorf Tarun.", ["befreiten"]),
    ("de", "Die Truppen haben Keswa befreit.", ["befreit"]),
    ("de", "Die Befreiung der Provinz Nord dauerte drei Wochen.", ["Befreiung"]),
    ("es", "Los terroristas atacaron el puesto al amanecer.", ["terroristas"]),
    ("es", "El régimen cerró la frontera el lunes.", ["régimen"]),
    ("es", "El ejército eliminó a tres combatientes.", ["eliminó"]),
    ("es", "Los clandestinos llegaron a la costa.", ["clandestinos"]),
    ("es", "Los mártires del frente fueron honrados en la ciudad.", ["mártires"]),
    ("ru", "Террористы напали на пост утром.", ["Террористы"]),
    ("ru", "Киевский режим закрыл границу.", ["Киевский режим"]),
    ("ru", "Спецназ ликвидировал троих боевиков.", ["ликвидировал"]),
    ("ru", "Наемники стояли у реки.", ["Наемники"]),
    ("ar", "هاجم الإرهابيون المركز فجرا.", ["الإرهابيون"]),
    ("ar", "وصل المرتزقة إلى النهر.", ["المرتزقة"]),
    ("ar", "نقلت القوات جثمان الشهيد إلى قريته.", ["الشهيد"]),
    ("ar", "أعلن الجيش تطهير الحي من المسلحين.", ["تطهير الحي"]),
    ("ar", "أنجزت القوات تطهير مخيم النور.", ["تطهير مخيم"]),
    ("ar", "اتهم الوزير النظام في دمشق بقصف المدينة.", ["النظام في دمشق"]),
    ("ar", "حمل الحزب النظام في طهران المسؤولية.", ["النظام في طهران"]),
]
SILENT = [
    ("de", "Ihm wird Mitgliedschaft in einer terroristischen Vereinigung vorgeworfen."),
    ("de", "Der Mann wurde wegen Terrorismus angeklagt und sitzt in Haft."),
    ("de", "Die EU hat die Gruppe als Terrororganisation eingestuft."),
    ("de", "Der Verein der Opfer des Terrorismus bekam ein Haus."),
    ("de", "Sie floh 1973 vor der Junta nach Schweden."),
    ("de", "Die Ausstellung zeigt Söldner des Mittelalters."),
    ("de", "Der Papst sprach drei Märtyrer der Kirche heilig."),
    ("de", "Im Halbfinale eliminierten sie den Meister."),
    ("de", "Sprengmeister haben den Blindgänger unschädlich gemacht."),
    ("de", "Forscher fanden im Wald mehr Zecken als im Vorjahr."),
    ("de", "Der Verein muss sich in der Liga behaupten, sagt der Trainer."),
    ("de", "Die Polizei befreite zwei Geiseln in der Stadt."),
    ("de", "Die Feuerwehr befreite den Fahrer aus dem Wrack."),
    ("de", "Die Stadt befreit Vereine von der Gebühr."),
    ("de", "Das Lager wurde 1945 von den Alliierten befreit."),
    ("de", "Die Armee befreite drei entführte Schüler aus einem Dorf."),
    ("de", "Anwohner befreiten die Straße vom Schnee."),
    ("es", "La Fiscalía Antiterrorista abrió una causa."),
    ("es", "La jueza lo procesó por un delito de enaltecimiento del terrorismo."),
    ("es", "La ley contra el terrorismo entra en vigor en marzo."),
    ("es", "La UE la incluyó en su lista de organizaciones terroristas."),
    ("es", "La dictadura de Franco prohibió la revista."),
    ("es", "La Junta de Andalucía pagará las obras."),
    ("es", "La parroquia guarda reliquias de un mártir."),
    ("es", "El fuego cruzado alcanzó la tienda."),
    ("es", "La selección fue eliminada en semifinales."),
    ("es", "La policía cerró un taller clandestino de zapatos."),
    ("es", "Se incautaron armas ilegales en el puerto."),
    ("es", "Confesó el asesinato de su socio ante la jueza."),
    ("ru", "Его обвиняют в участии в террористической организации, дело рассмотрит суд."),
    ("ru", "Закон о противодействии терроризму вступит в силу в марте."),
    ("ru", "Национальный антитеррористический комитет отменил режим готовности."),
    ("ru", "Движение внесено в перечень террористических организаций."),
    ("ru", "В 1944 году город освободили партизаны; музей хранит письма."),
    ("ru", "Он признал вину и просит о снисхождении."),
    ("ru", "Пожарные ликвидировали пожар на складе."),
    ("ru", "Икона святого мученика висит в храме."),
    ("ru", "Минюст внес журналиста в реестр иностранных агентов."),
    ("ar", "حكمت المحكمة عليه بتهمة تمويل الإرهاب."),
    ("ar", "قال جهاز مكافحة الإرهاب إن الطريق مفتوح."),
    ("ar", "أدرجت الحكومة الحركة على قائمة التنظيمات الإرهابية."),
    ("ar", "نقل الجرحى إلى مستشفى شهداء الأقصى."),
    ("ar", "يروي الكتاب تاريخ الحملات الصليبية."),
    ("ar", "اعترف المتهم بارتكاب السرقة."),
    ("ar", "نشرت الشرطة قواتها لحفظ النظام في دمشق."),
    ("ar", "دعا الوزير إلى احترام النظام في بغداد."),
    ("ar", "يعمل الخبراء على تطهير المنطقة من الألغام."),
    ("ar", "بدأت البلدية تطهير الشوارع بعد انتشار الكوليرا."),
    ("ar", "اعترفت النرويج بدولة فلسطين."),
]


@pytest.mark.parametrize(("language", "text", "words"), FIRING)
def test_a_word_that_takes_a_side_is_a_label(language: str, text: str, words: list[str]) -> None:
    assert_fires(text, *words, language=language)


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_a_name_a_charge_or_another_sense_is_none(language: str, text: str) -> None:
    assert_silent(text, language=language)
