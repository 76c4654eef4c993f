// The few words that only the scripts say, in the page's languages; everything else comes from the server.

const WORDS = {
  nb: {
    trouble: "Noe gikk galt. Prøv igjen.",
    refused: "Butikken godtok ikke bestillingen. Prøv igjen.",
    back: "Tilbake til butikken",
  },
  sv: {
    trouble: "Något gick fel. Försök igen.",
    refused: "Butiken godtog inte beställningen. Försök igen.",
    back: "Tillbaka till butiken",
  },
  fi: {
    trouble: "Jokin meni vikaan. Yritä uudelleen.",
    refused: "Kauppa ei hyväksynyt tilausta. Yritä uudelleen.",
    back: "Takaisin kauppaan",
  },
  en: {
    trouble: "Something went wrong. Try again.",
    refused: "The shop did not accept the order. Try again.",
    back: "Back to the shop",
  },
};

export const word = (name, language) => (WORDS[language] ?? WORDS.en)[name];
