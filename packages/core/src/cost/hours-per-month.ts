/** Hours that a month is counted as, on every cloud: 365 days of 24 hours over 12 months. */
export const hoursPerMonth = 730;
