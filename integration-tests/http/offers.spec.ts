import { describeShop } from "../support/shop"

describeShop("The offers", (shop) => {
  const offers = async (amount: string, currency = "eur") =>
    (await shop().shopper().request("GET", `/store/inbank/offers?amount=${amount}&currency_code=${currency}`))
      .body

  it("give each account's monthly payment, periods and range, or why there is none", async () => {
    expect(await offers("473.40")).toMatchObject({
      offers: expect.arrayContaining([
        {
          provider_id: "pp_inbank_ee",
          product_type: "hire_purchase",
          currency_code: "eur",
          amount: "473.40",
          preliminary: true,
          monthly_payment: expect.stringMatching(/^\d+(\.\d+)?$/),
          period: 60,
          period_options: [6, 12, 24, 36, 48, 60],
          min_amount: "100.00",
          max_amount: "10000.00",
        },
      ]),
      not_offered: expect.arrayContaining([
        { provider_id: "pp_inbank_pl", reason: "currency_not_supported", currency: "PLN" },
        { provider_id: "pp_inbank_down", reason: "unavailable" },
      ]),
    })
    expect(await offers("24.50")).toMatchObject({
      offers: [],
      not_offered: expect.arrayContaining([
        { provider_id: "pp_inbank_ee", reason: "below_minimum", min_amount: "100.00" },
      ]),
    })
  })

  it("of one price asked fifty times at once are one calculation per product at Inbank", async () => {
    await Promise.all(Array.from({ length: 50 }, () => offers("555.55")))
    const asked = shop()
      .sandbox.journal()
      .filter((entry) => entry.route === "POST /calculations")
      // Two shops may ask the same: the path tells them apart.
      .map((entry) => `${entry.path} ${JSON.stringify(entry.requestBody)}`)
    expect(asked.length).toBe(new Set(asked).size)
  })

  it("refuse a price that is none with a sentence", async () => {
    for (const amount of ["", "-1", "0", "1e9", "12.345678"]) {
      const { status, body } = await shop()
        .shopper()
        .request("GET", `/store/inbank/offers?amount=${amount}&currency_code=eur`)
      expect(status).toBe(400)
      expect(body).toMatchObject({ message: expect.stringContaining("?amount=129.90") })
    }
  })
})
