/** In a real shop lawyers write these texts; the demo's only show the place, and say so. */
export const LEGAL_TEXTS = {
  et: "Näidistekst. Põhjala Living on välja mõeldud pood: siin ei pakuta krediiti ja kuumakse arvutab liivakast. Teie poes on siin seaduses nõutud krediidireklaami tekst koos tüüpnäitega.",
  lv: "Parauga teksts. Põhjala Living ir izdomāts veikals: kredīts šeit netiek piedāvāts, ikmēneša maksājumu aprēķina smilškaste. Jūsu veikalā šeit ir likumā prasītais kredīta reklāmas teksts ar reprezentatīvu piemēru.",
  lt: "Pavyzdinis tekstas. Põhjala Living yra išgalvota parduotuvė: kreditas čia nesiūlomas, mėnesio įmoką apskaičiuoja bandomoji aplinka. Jūsų parduotuvėje čia yra įstatymo reikalaujamas kredito reklamos tekstas su tipiniu pavyzdžiu.",
  pl: "Tekst przykładowy. Põhjala Living to sklep wymyślony: nie oferuje się tu kredytu, a ratę oblicza środowisko testowe. W Państwa sklepie w tym miejscu stoi wymagany prawem tekst reklamy kredytu z przykładem reprezentatywnym.",
  cs: "Ukázkový text. Põhjala Living je vymyšlený obchod: úvěr se zde nenabízí a splátku počítá testovací prostředí. Ve vašem obchodě je zde zákonem požadovaný text reklamy na úvěr s reprezentativním příkladem.",
  en: "Sample text. Põhjala Living is an invented shop: no credit is offered here, and the monthly payment is calculated by a sandbox. In your shop, the credit-advertising text that the law asks for stands here, with its representative example.",
  ru: "Образец текста. Põhjala Living — вымышленный магазин: кредит здесь не предлагается, а ежемесячный платёж рассчитан тестовой средой. В вашем магазине здесь находится требуемый законом текст рекламы кредита с типичным примером.",
}
