/** Our registration for Partner Center's webhooks (contract section 6.1). One per tenant, one URL. */
export type WebhookRegistration = { url: string; events: string[] };

export type WebhookTest = {
  /** `completed` and others; the list of them is not published. */
  status: string;
  results: { responseCode: string; responseMessage: string; at: string }[];
};

export interface Webhooks {
  /** Undefined when nothing is registered (404). @throws HostFault, PairFault */
  read(signal?: AbortSignal): Promise<WebhookRegistration | undefined>;
  /** POST; PUT when something is registered already (409): the newest registration wins. @throws HostFault, PairFault */
  register(registration: WebhookRegistration, signal?: AbortSignal): Promise<void>;
  /** Asks for a test event; returns its correlation id. At most two a minute. @throws HostFault, PairFault */
  sendTest(signal?: AbortSignal): Promise<string>;
  testResult(correlationId: string, signal?: AbortSignal): Promise<WebhookTest | undefined>;
}

/**
 * `registered`: ours, with all four events. `missing`: none. `foreign`: somebody else's URL, or other events.
 * `unknown`: not looked at yet, or the host did not answer.
 */
export type WebhookState = 'registered' | 'missing' | 'foreign' | 'unknown';
export type WebhookStatus = {
  state: WebhookState;
  /** Host of the registered URL, never its path or query. */
  registeredHost: string | null;
  events: string[];
  /** ISO time it was last looked at. */
  lookedAt: string | null;
  /** Code of the catalogue; null while nothing is wrong. */
  reason: string | null;
  /** What the host said when it refused, for the person who has to repair it. */
  detail?: string;
  lastTest: { status: string; responseCode: string | null; at: string } | null;
};

/** What the doors may ask. */
export interface WebhookDesk {
  status(): WebhookStatus;
  look(): Promise<WebhookStatus>;
  /** Registers our URL with the four events, also over somebody else's (that is "taking back"). */
  register(): Promise<WebhookStatus>;
  /** Sends a test event and waits for its result, at most `timeoutMs`. */
  test(): Promise<WebhookStatus>;
}
