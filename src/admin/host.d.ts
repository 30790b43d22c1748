/** Written by Medusa's build into the dashboard, and into its extensions. */
/** Where the dashboard stands: `/app`, or the merchant's own path. */
declare const __BASE__: string | undefined
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: string | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined
