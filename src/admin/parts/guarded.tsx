import { Component, type ReactNode } from "react"
import { DICTIONARIES } from "../i18n"
import { chosenLanguage } from "../texts/chosen-language"

/**
 * Whatever fails in ours stays ours: Medusa shows its error page instead of the whole order otherwise. Without hooks and
 * components of packages that are shared with the dashboard, since another copy of one of them is what fails most
 * likely.
 */
export class Guarded extends Component<{ children: ReactNode }, { failure?: string }> {
  override state: { failure?: string } = {}

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    const language = chosenLanguage() ?? "en"
    return (
      <div
        lang={language}
        role="alert"
        data-inbank
        className="shadow-elevation-card-rest bg-ui-bg-base rounded-lg p-6"
      >
        <p className="txt-compact-small">{DICTIONARIES[language].common.broken}</p>
        <p className="txt-compact-small text-ui-fg-subtle mt-2 font-mono">{failure}</p>
      </div>
    )
  }
}
