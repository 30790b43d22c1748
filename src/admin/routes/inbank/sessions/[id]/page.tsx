import { SessionPage } from "../../../../page/sessions/session-page"
import { usePathEnd } from "../../../../parts/address"
import { Guarded } from "../../../../parts/guarded"

/** `params` come from the address; the breadcrumb shows our reference. */
export const handle = {
  breadcrumb: ({ params }: { params: { id?: string } }) => params.id ?? "",
}

export default function Page() {
  return (
    <Guarded>
      <ChosenSession />
    </Guarded>
  )
}

function ChosenSession() {
  return <SessionPage id={usePathEnd()} />
}
