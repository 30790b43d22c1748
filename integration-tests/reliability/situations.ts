/** One thing that can go wrong, and what must come of it. */
export interface Situation {
  number: number
  situation: string
  expected: string
  /** Why no test holds it, where none can. */
  untested?: string
}

export interface Chapter {
  title: string
  situations: Situation[]
}

const line = (number: number, situation: string, expected: string, untested?: string): Situation => ({
  number,
  situation,
  expected,
  ...(untested && { untested }),
})

/** The situations that this plugin promises to survive. Numbers stand at the end of the tests' titles. */
export const CHAPTERS: Chapter[] = [
  {
    title: "Is the callback genuine?",
    situations: [
      line(1, "A callback without signature fields", "401; no pass, no change"),
      line(2, "Signed with a wrong key", "401"),
      line(3, "A good signature over a message that was changed by one byte", "401"),
      line(4, "A signature in upper case, or of a wrong length", "401, compared without throwing"),
      line(5, "An empty API key", "verifies nothing; the boot refuses it"),
      line(6, "Signed with another environment's key", "401"),
      line(7, "Signed with the key of country B for a session of country A", "401"),
      line(8, "A field given twice, or as an object", "401"),
      line(9, "A body larger than any callback", "413, nothing stored"),
      line(10, "Fields in the query, in a form, in JSON", "taken alike"),
      line(11, "A well-formed 'completed' while Inbank says pending", "stays pending: the GET is the truth"),
      line(12, "A validly signed 'cancelled' or 'declined'", "is not taken for a payment"),
      line(13, "An old valid callback, replayed a day later", "200, nothing changes"),
      line(14, "A flood of bad signatures", "429, few rows, one problem; a genuine callback is still taken"),
    ],
  },
  {
    title: "Is it delivered once, late, early, never?",
    situations: [
      line(20, "The same callback twice", "one order"),
      line(
        21,
        "The same callback fifty times at once",
        "one order, one payment, at most two passes, the queries of little more than one",
      ),
      line(22, "Completed comes before granted", "one order, captured"),
      line(23, "Granted is said after completed", "stays captured"),
      line(24, "Cancelled is said after completed", "shown to a human, the order is not cancelled by itself"),
      line(25, "The callback is lost, the customer returns", "the order is placed"),
      line(
        26,
        "The callback is lost and the customer never returns",
        "the sweep places the order: within 20 seconds of a new session's, or where the page asks, else within 65",
      ),
      line(27, "The customer is back before the callback", "one order"),
      line(28, "The callback is there before the customer", "one order"),
      line(29, "Both in the same moment", "one order"),
      line(
        30,
        "The callback comes while the session is still being made",
        "kept, and its session is checked",
      ),
      line(31, "A signed callback about a session that nobody knows", "200 and one problem for a human"),
      line(
        32,
        "A callback ten days late, after Medusa deleted its payment session",
        "the row is still there",
      ),
    ],
  },
  {
    title: "Inbank misbehaves",
    situations: [
      line(40, "The connection is refused", "a sentence; other methods work; asked again"),
      line(41, "No answer at all in time", "likewise"),
      line(42, "The answer stops in the middle", "likewise"),
      line(43, "500, 502, 503 with HTML", "likewise"),
      line(44, "429, with and without Retry-After", "asked again, no sooner than told"),
      line(45, "401", "one problem of the account, asked once an hour, heals by itself"),
      line(46, "403", "likewise"),
      line(47, "404 for a session that we made", "stays open, shown to a human"),
      line(48, "422 with a sentence, codes, an object, nothing", "a sentence for people in each case"),
      line(
        49,
        "Malformed JSON, empty body, wrong types, extra fields, unknown words",
        "never paid, never failed",
      ),
      line(
        50,
        "Answers of ten seconds under fifty checkouts",
        "every checkout ends; connections do not run out",
      ),
      line(51, "A redirect to a foreign host", "refused, and the host is named to the merchant"),
      line(52, "A TLS failure", "is not bypassed; lint refuses to switch TLS off"),
      line(53, "POST /pos-sessions times out after Inbank acted", "no second POST by itself"),
      line(54, "The approval times out after Inbank acted", "asked, then a success"),
      line(55, "The contract was approved by hand in the Partner Portal", "the capture button succeeds"),
      line(56, "A cancellation meets a contract that was completed meanwhile", "says that Inbank has paid"),
    ],
  },
  {
    title: "We die",
    situations: [
      line(60, "Killed right after the callback's 200", "nothing is lost, nothing doubled"),
      line(61, "Killed in the middle of a pass", "the lease runs out, somebody else takes over"),
      line(62, "Killed between the approval and our own write", "captured once"),
      line(63, "Killed between the order and its payment", "the payment is authorized, order.placed is sent"),
      line(64, "The database is gone when the callback comes", "5xx; the sweep heals"),
      line(65, "The database goes after Inbank was asked", "checked again"),
      line(66, "A deadlock or serialization failure", "tried again"),
      line(67, "Two processes sweep at once", "each row once"),
      line(
        157,
        "A process is frozen in the midst of a completion, and wakes up when another has taken the cart over",
        "one order, paid once",
      ),
      line(
        158,
        "Killed, or told to end for a deploy, with callbacks in hand",
        "the next process on that machine takes them up at once",
      ),
      line(
        160,
        "Two processes are restarted one after the other, as for a deploy, while customers buy",
        "every customer is served by the one that runs; each order once",
      ),
      line(
        161,
        "The database is away when the shop is told to end",
        "nothing is lost; the next start does what was in hand",
      ),
      line(68, "A process's clock is an hour off", "the database's time counts"),
      line(69, "Tables are made, dropped, and made again over old rows", "works"),
      line(70, "Redis dies, or comes back empty", "callbacks are kept; no order is lost or doubled"),
    ],
  },
  {
    title: "The money is true",
    situations: [
      line(
        80,
        "Goods are added between session and completion",
        "no order, the granted contract is cancelled",
      ),
      line(81, "The total drops", "likewise"),
      line(82, "A promotion is gone or used up", "likewise"),
      line(83, "Currency or region changes", "likewise"),
      line(84, "The session of another cart, customer or shop", "is not taken for this one"),
      line(85, "A storefront writes ids, amounts, addresses into the session's data", "they are ignored"),
      line(86, "A return address on a foreign host", "customers go to the configured one only"),
      line(87, "Rounding; currencies with no or three decimals", "exact to the cent, others refused"),
      line(88, "A cart that costs nothing", "is refused with a sentence"),
      line(89, "Below or above the product's range", "is refused with a sentence"),
      line(90, "The goods are gone after the contract was granted", "the contract is cancelled"),
      line(91, "The customer paid by another method too", "the contract is cancelled, or a human is told"),
      line(
        140,
        "The cart becomes an order that costs nothing, or something else, or is not to be paid any more",
        "the contract is cancelled, the customer is led to the order if there is one; where Inbank has paid, a human is told, with the order's id",
      ),
      line(
        141,
        "Inbank has paid what no order uses: two contracts for one cart, or an order that is cancelled",
        "a human is told, and so is the customer, who is led to the order that stands",
      ),
      line(
        142,
        "Prices, taxes, products, channels, customers are changed or deleted while the customer is at Inbank",
        "the order is placed at the price that was signed, as long as Medusa can make it",
      ),
      line(
        143,
        "The country of delivery is changed while the customer is at Inbank",
        "at the same price the order goes there; at another the contract is cancelled",
      ),
      line(
        144,
        "Medusa refuses the order for what somebody can mend: its way of delivery, its region's methods",
        "the contract is kept, both are told, and the order is placed when it is mended",
      ),
    ],
  },
  {
    title: "People",
    situations: [
      line(100, "A double click on pay", "one session"),
      line(101, "Two tabs, one cart", "one session, either finishes"),
      line(
        102,
        "Back from e-POS and paid by card",
        "the session is given up; a later yes is not charged twice",
      ),
      line(103, "Inbank chosen again", "same amount, same session; another amount, another session"),
      line(104, "The session expires while the customer looks at it", "said so, can be tried again"),
      line(105, "Declined", "the checkout again, with the other methods"),
      line(106, "The return address opened on another device, without cookies", "works"),
      line(107, "The return address opened three times after the order", "the order each time"),
      line(
        159,
        "Many people wait on their waiting pages",
        "each is answered within a second of their order; none holds a connection of the database",
      ),
    ],
  },
  {
    title: "After the sale",
    situations: [
      line(110, "The order is captured and cancelled at the same moment", "one of the two, on both sides"),
      line(111, "A cancellation meets a contract that Inbank has completed", "refused, or shown to a human"),
      line(
        112,
        "An order is cancelled while its session is pending",
        "cannot be",
        "There is no such order: one is placed only once Inbank has said yes.",
      ),
      line(113, "Captured while the contract is only granted", "approves it, whole"),
      line(114, "Captured twice", "one approval, one capture"),
      line(
        115,
        "A part is returned on the contract's first day",
        "refused, with the day from which it is possible",
      ),
      line(116, "A part is returned before the contract was paid out", "refused, and why"),
      line(117, "A part below or above what Inbank takes back", "refused, with the limit"),
      line(118, "The full amount, as a part", "is a withdrawal"),
      line(119, "Several parts, their sum up to the total and above", "exact to the cent; above is refused"),
      line(120, "A draft whose confirmation failed or was never sent", "no refund; listed, and resumed"),
      line(121, "A refund times out after Inbank acted, and is tried again", "one refund"),
      line(122, "Inbank gave back, and our write failed", "booked by the next pass"),
      line(123, "A refund of a payment whose contract is not known", "an error, never a success"),
      line(124, "Withdrawn by hand in the Partner Portal", "shown on the order, booked by one click"),
      line(125, "Pay next month", "no call for its contract, ever"),
      line(
        126,
        "A payment session is deleted that never reached Inbank",
        "nothing is thrown, nobody is asked",
      ),
      line(
        127,
        "A payment is cancelled without its id, as a rollback does",
        "nothing is cancelled at Inbank",
      ),
      line(
        128,
        "What is to approve a granted contract never comes: delivered without a shipment, or nobody presses the button",
        "handed over in any form approves; a contract that waits for days is shown to a human",
      ),
      line(
        129,
        "What an order costs is changed between the customer's signature and the approval",
        "refused, or told; another amount than the order costs is never drawn",
      ),
    ],
  },
  {
    title: "Somebody means ill",
    situations: [
      line(
        150,
        "A visitor asks for random prices without end",
        "the shop's own stay on its pages, and new ones come; Inbank is asked so often a minute and no more",
      ),
      line(
        151,
        "A visitor begins payments without end, with one cart or many",
        "so many a minute of a cart and of a shop; a sentence, and the other methods stay",
      ),
      line(153, "A signed callback, or Inbank's answer, holds control characters", "read like any other"),
      line(
        152,
        "Sessions that nobody comes back from pile up",
        "they are checked less and less often; a session with a notification goes first",
      ),
    ],
  },
  {
    title: "Data and operations",
    situations: [
      line(130, "Keys, tokens, names, addresses", "stand in no log, table, or answer"),
      line(131, "The shop's key in a storefront", "never reaches it"),
      line(132, "Somebody who is no admin; somebody else's cart", "is let in nowhere"),
      line(133, "A forged return", "enqueues a check, nothing else"),
      line(
        134,
        "A million rows",
        "the sweep stays quick",
        "Measured by `npm run bench` (performance.md); that each statement uses an index is tested on 30,000.",
      ),
      line(135, "A storm of retries", "a bounded log"),
      line(
        154,
        "A visitor sends the signed message of his own purchase a thousand times",
        "costs Inbank nothing and the audit log nothing",
      ),
      line(
        155,
        "Somebody reads a return address in a history or a log",
        "some hours after the purchase it leads to the shop's front page, without ids",
      ),
      line(136, "Keys are changed", "the old and the new one are taken for a while"),
      line(137, "The plugin is uninstalled", "orders stay readable"),
      line(
        138,
        "Any of this in any order",
        "shop and lender agree in the end, at most one order, nothing refunded that was not captured",
      ),
      line(
        139,
        "Medusa's engine breaks a completion off, since its database is slow",
        "what it had begun is taken back where the engine can, nothing is paid that is to be taken back, the customer is free",
      ),
      line(
        156,
        "The provider entry of an order is gone from the configuration, or names another shop",
        "each button answers what to do and does nothing; what happened anyway is shown, and done once the entry is back",
      ),
    ],
  },
]
