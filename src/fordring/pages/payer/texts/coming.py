# data table: what the payer's page says of the next step and of those taken, in four languages
"""Follow-up on the payer's page, in four languages."""

from collections.abc import Mapping

from fordring.domain.claim.outlook import Next
from fordring.formats.documents.model import Language
from fordring.pages.payer.texts.coming_words import ComingTexts

_BOKMAL = ComingTexts(
    outlooks={
        Next.PAYMENT_NOTICED: "Betal senest {day}. Før det kan du få en påminnelse, uten gebyr.",
        Next.STEP: "Neste skritt er {step}, tidligst {day}. Betaler du før det, blir det ikke noe av.",
        Next.APPROVAL: "Neste skritt er {step}, tidligst {day}, og bare hvis {merchant} godkjenner det. Betaler du før "
        "det, blir det ikke noe av.",
        Next.DISPUTED: "Du har sagt at kravet ikke stemmer. Ingenting skjer av seg selv før {merchant} har svart.",
        Next.MORE_TIME: "Du har fått mer tid. Ingenting skjer av seg selv før {day}.",
        Next.PAYMENT_PLAN: "Du følger en nedbetalingsavtale. Så lenge den holdes, skjer ikke noe annet.",
        Next.HELD: "Saken venter på at {merchant} ser på den. Ingenting skjer av seg selv før det. Du kan betale eller "
        "si fra nedenfor.",
        Next.BARRED: "Kravet er foreldet, og følges ikke opp lenger.",
    },
    held_until="Ingenting skjer av seg selv før {merchant} har sett på saken.",
    then="Hvis den ikke betales: {step}, tidligst {day}.",
    fee="Gebyr",
    free="Uten gebyr",
    vat="med {amount} i merverdiavgift",
    interest="Forsinkelsesrente fram til da",
    pay_by="Ny frist",
    by_letter="Sendes per post",
    by_email="Sendes på e-post",
    not_known="Hva det koster, er ikke avgjort ennå.",
    why="Hvorfor ikke før, og hvorfor så mye?",
    taken="Dette har skjedd",
    sent="Sendt {day}",
    given="frist {day}",
    before="Sendt {day} av {merchant}",
    cancelled="trukket tilbake {day}",
)
_SWEDISH = ComingTexts(
    outlooks={
        Next.PAYMENT_NOTICED: "Betala senast {day}. Innan dess kan du få en påminnelse, utan avgift.",
        Next.STEP: "Nästa steg är {step}, tidigast {day}. Betalar du före det blir det inte av.",
        Next.APPROVAL: "Nästa steg är {step}, tidigast {day}, och bara om {merchant} godkänner det. Betalar du före "
        "det blir det inte av.",
        Next.DISPUTED: "Du har bestritt kravet. Inget händer av sig självt förrän {merchant} har svarat.",
        Next.MORE_TIME: "Du har fått mer tid. Inget händer av sig självt före {day}.",
        Next.PAYMENT_PLAN: "Du följer en amorteringsplan. Så länge den hålls händer inget annat.",
        Next.HELD: "Ärendet väntar på att {merchant} ska titta på det. Inget händer av sig självt innan dess. Du kan "
        "betala eller skriva till oss nedan.",
        Next.BARRED: "Fordran är preskriberad och följs inte upp längre.",
    },
    held_until="Inget händer av sig självt förrän {merchant} har tittat på ärendet.",
    then="Om den inte betalas: {step}, tidigast {day}.",
    fee="Avgift",
    free="Ingen avgift",
    vat="varav moms {amount}",
    interest="Dröjsmålsränta till dess",
    pay_by="Ny betalningsdag",
    by_letter="Skickas per post",
    by_email="Skickas med e-post",
    not_known="Vad det kostar är inte avgjort än.",
    why="Varför inte före, och varför så mycket?",
    taken="Detta har hänt",
    sent="Skickat {day}",
    given="att betala senast {day}",
    before="Skickat {day} av {merchant}",
    cancelled="återkallat {day}",
)
_FINNISH = ComingTexts(
    outlooks={
        Next.PAYMENT_NOTICED: "Maksa viimeistään {day}. Sitä ennen voit saada maksuttoman muistutuksen.",
        Next.STEP: "Seuraavaksi: {step}, aikaisintaan {day}. Jos maksat ennen sitä, siihen ei ryhdytä.",
        Next.APPROVAL: "Seuraavaksi: {step}, aikaisintaan {day}, jos {merchant} hyväksyy sen. Jos maksat ennen sitä, "
        "siihen ei ryhdytä.",
        Next.DISPUTED: "Olet kiistänyt saatavan. Mitään ei tapahdu automaattisesti, ennen kuin {merchant} on "
        "vastannut.",
        Next.MORE_TIME: "Olet saanut lisäaikaa. Mitään ei tapahdu automaattisesti ennen {day}.",
        Next.PAYMENT_PLAN: "Noudatat maksusuunnitelmaa. Niin kauan kuin se pitää, muuta ei tapahdu.",
        Next.HELD: "Asia odottaa, että {merchant} käsittelee sen. Sitä ennen mitään ei tapahdu automaattisesti. Voit "
        "maksaa tai ottaa yhteyttä alla.",
        Next.BARRED: "Saatava on vanhentunut, eikä sitä enää peritä.",
    },
    held_until="Mitään ei tapahdu automaattisesti, ennen kuin {merchant} on käsitellyt asian.",
    then="Jos laskua ei makseta: {step}, aikaisintaan {day}.",
    fee="Kulut",
    free="Ei kuluja",
    vat="sisältää arvonlisäveroa {amount}",
    interest="Viivästyskorko siihen asti",
    pay_by="Uusi eräpäivä",
    by_letter="Lähetetään kirjeenä",
    by_email="Lähetetään sähköpostilla",
    not_known="Hinta ei ole vielä selvillä.",
    why="Miksi ei aiemmin, ja miksi näin paljon?",
    taken="Tähän mennessä",
    sent="Lähetetty {day}",
    given="maksettava viimeistään {day}",
    before="{merchant} lähetti {day}",
    cancelled="peruttu {day}",
)
_ENGLISH = ComingTexts(
    outlooks={
        Next.PAYMENT_NOTICED: "Pay by {day}. You may get a reminder before then, without a fee.",
        Next.STEP: "The next step is: {step}, not before {day}. If you pay before then, it does not happen.",
        Next.APPROVAL: "The next step is: {step}, not before {day}, and only if {merchant} approves it. If you pay "
        "before then, it does not happen.",
        Next.DISPUTED: "You have said that this is not right. Nothing happens by itself until {merchant} has answered.",
        Next.MORE_TIME: "You have been given more time. Nothing happens by itself before {day}.",
        Next.PAYMENT_PLAN: "You are keeping to a payment plan. As long as you do, nothing else happens.",
        Next.HELD: "This waits for {merchant} to look at it. Nothing happens by itself before that. You can pay, or "
        "write to us below.",
        Next.BARRED: "The claim is time-barred and is not followed up any more.",
    },
    held_until="Nothing happens by itself until {merchant} has looked at it.",
    then="If it is not paid: {step}, not before {day}.",
    fee="Fee",
    free="No fee",
    vat="of which {amount} VAT",
    interest="Late-payment interest until then",
    pay_by="New deadline",
    by_letter="Sent by letter",
    by_email="Sent by e-mail",
    not_known="What it costs is not settled yet.",
    why="Why not before, and why so much?",
    taken="What has happened",
    sent="Sent {day}",
    given="to pay by {day}",
    before="Sent {day} by {merchant}",
    cancelled="taken back {day}",
)
COMING: Mapping[Language, ComingTexts] = {"nb": _BOKMAL, "sv": _SWEDISH, "fi": _FINNISH, "en": _ENGLISH}
