// Draws the description with Swagger UI, which may ask nobody but this machine.

const SwaggerUIBundle = globalThis.SwaggerUIBundle;
const main = document.querySelector("#docs");

if (SwaggerUIBundle) {
  followColorScheme(matchMedia("(prefers-color-scheme: dark)"));
  SwaggerUIBundle({
    url: "/openapi.json",
    domNode: main,
    validatorUrl: null, // else it sends the description to validator.swagger.io when served under a public name
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    syntaxHighlight: { activated: true },
  });
} else {
  const sorry = document.createElement("p");
  sorry.className = "docs-loading";
  sorry.textContent = "The description could not be drawn. Reload the page, or read openapi.json.";
  main.replaceChildren(sorry);
}

// Swagger UI draws itself dark under this class, and asks nobody for it.
function followColorScheme(dark) {
  const apply = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", apply);
  apply();
}
