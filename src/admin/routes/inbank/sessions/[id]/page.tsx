import { useParams } from "react-router-dom"
import { SessionPage } from "../../../../page/sessions/session-page"

/** `params` come from the address; the breadcrumb shows our reference. */
export const handle = {
  breadcrumb: ({ params }: { params: { id?: string } }) => params.id ?? "",
}

export default function Page() {
  const { id = "" } = useParams()
  return <SessionPage id={id} />
}
