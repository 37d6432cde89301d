"""What a teller hears, in the six languages of the public forms: how far it is, never what or who (R11, R22)."""

from .models.states import Told

SUBJECTS = {
    "nl": "Uw melding {number}", "en": "Your report {number}", "tr": "Bildiriminiz {number}", "ar": "بلاغك {number}",
    "pl": "Twoje zgłoszenie {number}", "uk": "Ваше повідомлення {number}",
}
SENTENCES: dict[str, dict[str, str]] = {
    Told.SEEN: {
        "nl": "Uw melding {number} is gezien door {by}. Er wordt gekeken wie kan helpen.",
        "en": "{by} has seen your report {number}. We are looking for who can help.",
        "tr": "{by}, {number} numaralı bildiriminizi gördü. Kimin yardım edebileceğine bakılıyor.",
        "ar": "اطّلعت {by} على بلاغك {number}. نبحث عمّن يستطيع المساعدة.",
        "pl": "{by}: Twoje zgłoszenie {number} zostało przeczytane. Szukamy, kto może pomóc.",
        "uk": "{by}: ваше повідомлення {number} прочитано. Ми шукаємо, хто може допомогти.",
    },
    Told.ACTING: {
        "nl": "Er is iemand bezig met uw melding {number}. Wat er gebeurt, blijft tussen de bewoner en wie helpt.",
        "en": "Somebody is working on your report {number}. What happens stays between the resident and who helps.",
        "tr": "{number} numaralı bildiriminizle ilgileniliyor. Yapılanlar, sakin ile yardım eden arasında kalır.",
        "ar": "هناك من يعمل على بلاغك {number}. ما يحدث يبقى بين الساكن ومن يساعده.",
        "pl": "Ktoś zajmuje się Twoim zgłoszeniem {number}. To, co się dzieje, zostaje między mieszkańcem a pomagającym.",
        "uk": "Хтось займається вашим повідомленням {number}. Що саме робиться, залишається між мешканцем і тим, хто допомагає.",
    },
    Told.CLOSED: {
        "nl": "Uw melding {number} is afgesloten. Ziet u opnieuw iets, meld het dan gerust weer. Dank dat u oplet.",
        "en": "Your report {number} is closed. If you notice something again, do tell us. Thank you for looking out.",
        "tr": "{number} numaralı bildiriminiz kapatıldı. Yine bir şey görürseniz lütfen bildirin. Duyarlılığınız için teşekkürler.",
        "ar": "أُغلق بلاغك {number}. إن لاحظت شيئًا من جديد فأخبرنا. شكرًا لانتباهك.",
        "pl": "Twoje zgłoszenie {number} jest zamknięte. Jeśli znów coś zauważysz, daj nam znać. Dziękujemy za uwagę.",
        "uk": "Ваше повідомлення {number} закрито. Якщо знову щось помітите, повідомте нас. Дякуємо за увагу.",
    },
}

RECEIPTS = {
    "nl": "{by} kreeg uw melding {number}. Kijk hoe ver het is: {where}, code {code}.",
    "en": "{by} received your report {number}. See how far it is: {where}, code {code}.",
    "tr": "{by}, {number} numaralı bildiriminizi aldı. Ne aşamada olduğuna bakın: {where}, kod {code}.",
    "ar": "تلقّت {by} بلاغك {number}. انظر إلى أين وصل: {where}، الرمز {code}.",
    "pl": "{by}: mamy Twoje zgłoszenie {number}. Sprawdź, na jakim jest etapie: {where}, kod {code}.",
    "uk": "{by}: ми отримали ваше повідомлення {number}. Подивіться, на якому воно етапі: {where}, код {code}.",
}
# Mail comes without a language that somebody chose: Dutch.
NOT_KEPT = ("Wat aan uw mail hing (foto's of bestanden) hebben wij niet bewaard. Is het nodig? Dan vraagt iemand u erom. "
            "Is er direct gevaar? Bel 112.")
STILL = {
    "nl": "Uw melding {number} is nog niet afgerond bij {by}. Wij houden het in de gaten.",
    "en": "Your report {number} is not finished yet at {by}. We keep an eye on it.",
    "tr": "{number} numaralı bildiriminiz {by} tarafında henüz tamamlanmadı. Takip ediyoruz.",
    "ar": "لم يكتمل بلاغك {number} بعد لدى {by}. نحن نتابعه.",
    "pl": "{by}: Twoje zgłoszenie {number} nie jest jeszcze zakończone. Pilnujemy tego.",
    "uk": "{by}: ваше повідомлення {number} ще не завершено. Ми стежимо за ним.",
}


def receipt(language: str, number: str, code: str, where: str, by: str, enclosed: int = 0) -> str:
    said = RECEIPTS.get(language, RECEIPTS["nl"]).format(number=number, code=code, where=where, by=by)
    return f"{said}\n\n{NOT_KEPT}" if enclosed else said


def still(language: str, number: str, by: str) -> str:
    """Nothing new, said by a person before the norm is over."""
    return STILL.get(language, STILL["nl"]).format(number=number, by=by)


def subject_line(language: str, number: str) -> str:
    return SUBJECTS.get(language, SUBJECTS["nl"]).format(number=number)


def sentence(told: str, language: str, number: str, by: str) -> str:
    """One sentence in the teller's language; Dutch where we do not have it."""
    words = SENTENCES[told]
    return words.get(language, words["nl"]).format(number=number, by=by)
