/** How the deliveries to one receiver stand. Plain data, without anything secret. */
export interface DeliveryCounts {
  /** What kind of receiver it is: `webhook`, `slack`, … */
  readonly kind: string;
  /** Kind and host, for people and labels: `slack hooks.slack.com`. */
  readonly receiver: string;
  /** Messages in the outbox that it has not accepted yet. */
  readonly waiting: number;
  /** Messages that it has accepted since the outbox was made. */
  readonly delivered: number;
  /** Messages that were given up since then and stand in the file of dead letters. */
  readonly dead: number;
  /** When the oldest waiting message was put into the outbox, ISO 8601 UTC; null if none waits. */
  readonly oldest: string | null;
  /** Why the latest attempt failed; null if it was accepted, or there was none. */
  readonly trouble: string | null;
}

/** Something that knows how its deliveries stand, in the order of the receivers. */
export interface DeliveryState {
  readonly counts: () => readonly DeliveryCounts[];
}
