/** What the shop sells. Prices in euro, major units. Inbank finances from 100 to 10 000 €; the sandbox declines 1001 to 1100 €. */
export interface DemoProduct {
  title: string
  price: number
  subtitle: string
  description: string
  material: string
  size: string
  /** The same in Estonian. */
  et: { title: string; subtitle: string; description: string; material: string; size: string }
  /** How many there are, where the number matters. */
  stock?: number
}

export const PRODUCTS: readonly DemoProduct[] = [
  {
    title: "City bicycle",
    price: 469.9,
    subtitle: "Seven gears and a willow basket",
    description:
      "An upright, unhurried bicycle for every day: a lugged steel frame, seven hub gears that need no care, and dynamo lights that never run out. The basket takes a week's bread.",
    material: "Steel, leather, willow",
    size: "Frame 54 cm, wheels 28″",
    et: {
      title: "Linnajalgratas",
      subtitle: "Seitse käiku ja pajukorv",
      description:
        "Sirge seljaga ja kiirustamata igaks päevaks: muhvidega terasraam, seitse hooldusvaba rummukäiku ja dünamotuled, mis kunagi tühjaks ei saa. Korvi mahub nädala leib.",
      material: "Teras, nahk, paju",
      size: "Raam 54 cm, rattad 28″",
    },
  },
  {
    title: "Espresso machine",
    price: 289,
    subtitle: "Nine bars, a steam wand, a switch that clicks",
    description:
      "Made to be repaired: every gasket and screw can be ordered for twenty years. It heats up in six minutes and foams milk for two.",
    material: "Enamelled steel, walnut",
    size: "24 × 31 × 34 cm",
    et: {
      title: "Espressomasin",
      subtitle: "Üheksa baari, aurutoru ja klõpsuv lüliti",
      description:
        "Tehtud parandamiseks: iga tihend ja kruvi on tellitav veel kakskümmend aastat. Soojeneb kuue minutiga ja vahustab piima kahele.",
      material: "Emailitud teras, pähkel",
      size: "24 × 31 × 34 cm",
    },
  },
  {
    title: "Oak dining table",
    price: 1045,
    subtitle: "Seats six, oiled by hand",
    description:
      "Solid Estonian oak, joined without a single screw. The oil is renewed once a year with a cloth and ten quiet minutes.",
    material: "Oak from Järvamaa",
    size: "180 × 90 × 74 cm",
    et: {
      title: "Tammest söögilaud",
      subtitle: "Kuuele, käsitsi õlitatud",
      description:
        "Eesti täispuidust tamm, liidetud ühegi kruvita. Õli uuendatakse kord aastas lapi ja kümne vaikse minutiga.",
      material: "Järvamaa tamm",
      size: "180 × 90 × 74 cm",
    },
  },
  {
    title: "Restored armchair",
    price: 640,
    subtitle: "One of a kind, from the sixties",
    description:
      "Found in a Haapsalu summer house, taken apart and put together again: new webbing, new wool, the old beech frame. There is only this one.",
    material: "Beech, wool",
    size: "72 × 78 × 84 cm",
    stock: 1,
    et: {
      title: "Taastatud tugitool",
      subtitle: "Ainus omataoline, kuuekümnendatest",
      description:
        "Leitud Haapsalu suvilast, lahti võetud ja uuesti kokku pandud: uued rihmad, uus villane kangas, vana pöögist raam. Neid on ainult üks.",
      material: "Pöök, vill",
      size: "72 × 78 × 84 cm",
    },
  },
  {
    title: "Ceramic mug",
    price: 24.5,
    subtitle: "Three decilitres of stoneware",
    description: "Thrown in Tartu, glazed with ash. No two are alike, and every one survives the dishwasher.",
    material: "Stoneware",
    size: "3 dl",
    et: {
      title: "Keraamiline kruus",
      subtitle: "Kolm detsiliitrit kivikeraamikat",
      description:
        "Treitud Tartus, glasuuritud tuhaga. Kaht ühesugust ei ole ja kõik elavad nõudepesumasina üle.",
      material: "Kivikeraamika",
      size: "3 dl",
    },
  },
  {
    title: "Grand piano",
    price: 14_900,
    subtitle: "For the room that has everything else",
    description:
      "Built in Tallinn over eleven months. Tuned in your home, twice, by the woman who voiced it in the workshop.",
    material: "Spruce, maple, felt",
    size: "168 cm, 320 kg",
    et: {
      title: "Tiibklaver",
      subtitle: "Tuppa, kus kõik muu on juba olemas",
      description:
        "Ehitatud Tallinnas üheteistkümne kuuga. Häälestatakse teie kodus kaks korda – sama meister, kes ta töökojas häälde seadis.",
      material: "Kuusk, vaher, vilt",
      size: "168 cm, 320 kg",
    },
  },
]
