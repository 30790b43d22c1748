import type { InbankProductType } from "../types"

/** The texts, in the order of the lines below. `{}` is the place of an amount. */
export const enum Text {
  from,
  details,
  hirePurchase,
  split,
  payNextMonth,
  period,
  monthly,
  total,
  credit,
  downPayment,
  paymentDay,
  interest,
  creditRate,
  preliminary,
  close,
  goOn,
  minimum,
  maximum,
  country,
  away,
}

/** Inbank's products by name. */
export const PRODUCTS = {
  hire_purchase: Text.hirePurchase,
  split: Text.split,
  pay_next_month: Text.payNextMonth,
} satisfies Record<InbankProductType, Text>

/**
 * One text per line: this makes the script smaller than JSON would. Plurals are left to Intl ("12 months"); the other
 * texts need none. All languages except English must be reviewed by a native speaker before use: docs/element.md.
 */
export const TEXTS: Record<string, string> = {
  et: `alates {} kuus
Täpsemalt
Järelmaks
Maksa osadena
Maksa järgmisel kuul
Periood
Kuumakse
Kokku
Krediidi kulu
Sissemakse
Maksepäev
Intress aastas
Krediidi kulukuse määr aastas
Esialgne arvutus, lõplikud tingimused annab Inbank.
Sulge
Jätkate Inbankis
Ostudele alates {}
Ostudele kuni {}
Ei kehti sellesse riiki
Ei ole saadaval`,
  lv: `no {} mēnesī
Sīkāk
Nomaksa
Maksā pa daļām
Maksā nākamajā mēnesī
Termiņš
Mēneša maksājums
Kopā
Kredīta izmaksas
Pirmā iemaksa
Maksājuma diena
Procentu likme gadā
Gada procentu likme (GPL)
Provizorisks aprēķins, galīgos nosacījumus sniegs Inbank.
Aizvērt
Turpināsiet Inbank
Pirkumiem no {}
Pirkumiem līdz {}
Nav pieejams šai valstij
Nav pieejams`,
  lt: `nuo {} per mėnesį
Plačiau
Išsimokėtinai
Mokėti dalimis
Mokėti kitą mėnesį
Laikotarpis
Mėnesio įmoka
Iš viso
Kredito kaina
Pradinė įmoka
Mokėjimo diena
Metinė palūkanų norma
Bendra vartojimo kredito kainos metinė norma
Preliminarus skaičiavimas, galutines sąlygas pateiks Inbank.
Uždaryti
Tęsite Inbank
Pirkiniams nuo {}
Pirkiniams iki {}
Netaikoma šiai šaliai
Nepasiekiama`,
  pl: `od {} miesięcznie
Szczegóły
Raty
Zapłać w częściach
Zapłać w przyszłym miesiącu
Okres
Rata miesięczna
Razem
Koszt kredytu
Wpłata własna
Dzień płatności
Oprocentowanie roczne
RRSO
Wstępne obliczenie, ostateczne warunki poda Inbank.
Zamknij
Dalej w Inbanku
Dla zakupów od {}
Dla zakupów do {}
Niedostępne dla tego kraju
Niedostępne`,
  cs: `od {} měsíčně
Podrobnosti
Splátky
Zaplatit po částech
Zaplatit příští měsíc
Doba splácení
Měsíční splátka
Celkem
Náklady úvěru
Akontace
Den splátky
Roční úroková sazba
RPSN
Předběžný výpočet, konečné podmínky sdělí Inbank.
Zavřít
Pokračujete v Inbanku
Pro nákupy od {}
Pro nákupy do {}
Nedostupné pro tuto zemi
Nedostupné`,
  en: `from {} a month
Details
Instalments
Split into parts
Pay next month
Period
Monthly payment
Total
Cost of credit
Down payment
Payment day
Interest rate a year
Annual percentage rate
A preliminary calculation; Inbank gives the final terms.
Close
You continue at Inbank
For purchases from {}
For purchases up to {}
Not available for this country
Not available`,
  ru: `от {} в месяц
Подробнее
Рассрочка
Оплата частями
Оплата в следующем месяце
Срок
Ежемесячный платёж
Всего
Стоимость кредита
Первый взнос
День платежа
Процентная ставка в год
Ставка расходов по кредиту в год
Предварительный расчёт, окончательные условия даст Inbank.
Закрыть
Далее в Inbank
Для покупок от {}
Для покупок до {}
Недоступно для этой страны
Недоступно`,
}
