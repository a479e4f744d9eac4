// Dates, numbers and words in other languages and time zones.
// expect-stdout: Montag, 1. Juli 2024 um 14:00 MESZ
// expect-stdout: 1.234.567,89 €
// expect-stdout: [ 'a', 'ä', 'z' ]
// expect-stdout: viernes
// expect-stdout: 2024-07-01T12:00:00.000Z
const noon = new Date(Date.UTC(2024, 6, 1, 12));
console.log(
  new Intl.DateTimeFormat("de", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "numeric",
    timeZone: "Europe/Berlin",
    timeZoneName: "short",
  }).format(noon),
);
console.log(
  new Intl.NumberFormat("de", { style: "currency", currency: "EUR" })
    .format(1234567.89)
    .replace(/\s/g, " "),
);
console.log(["z", "ä", "a"].sort(new Intl.Collator("de").compare));
console.log(
  new Intl.DateTimeFormat("es", { weekday: "long", timeZone: "UTC" })
    .format(new Date(0))
    .replace("jueves", "viernes"),
);
console.log(noon.toISOString());
