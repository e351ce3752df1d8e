// Asks the server's GraphQL.

/** The data that a document asks for; a session that has ended leads to the login page. */
export async function query(document, variables = {}) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: document, variables }),
  });
  if (response.status === 401) {
    location.assign("/login?next=" + encodeURIComponent(location.pathname));
    return new Promise(() => {}); // this page is on its way out
  }
  const answer = await response.json();
  if (answer.errors?.length) {
    throw new Error(answer.errors[0].message);
  }
  return answer.data;
}

/** The nodes of a Relay connection. */
export const nodes = (connection) => (connection?.edges ?? []).map((edge) => edge.node);
