/** What the firm's mail holds: nothing until the contract tells it. */
export function MailSettings() {
  return null;
}
