/**
 * A webhook call we do not accept. 400: the call is malformed. 401: it is not proven to be Microsoft's.
 * 503: we could not find out; Partner Center sends it again. The message goes back to the caller, so it quotes
 * nothing the caller did not send and nothing of ours.
 */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
  readonly status: 400 | 401 | 503;
  readonly code: string;

  constructor(
    status: 400 | 401 | 503,
    code: string,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}
