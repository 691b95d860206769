/** The event on `window` when a navigation inside the app starts; its detail is the URL. */
export const navigationEvent = "hydra:navigation";
