/** A person does not change a cart more often within a minute: each new total is a new session at Inbank. */
export const NEW_SESSIONS_OF_CART = 10

/** For shoppers. The session that a cart already has is given out again, whatever was counted. */
export const TOO_MANY_OF_CART =
  "This cart has begun many payments with Inbank within a minute. Please try again in a minute or choose another payment method."
export const TOO_MANY_OF_SHOP =
  "Very many customers are beginning to pay with Inbank at the moment. Please try again in a minute or choose another payment method."
