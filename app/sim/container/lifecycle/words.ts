/** Words of which names for containers are made when the person gives none. */

export const ADJECTIVES =
  "able amber brisk bright calm candid clever copper curious daring deft eager earnest fair faithful fleet fond frank gentle glad golden hardy hasty honest humble jolly keen kindly lively loyal lucid mellow merry mighty modest neat nimble noble patient placid plucky polite proud quick quiet ready rosy rustic serene silver sleek sober steady stoic sunny sure tender thrifty tidy upbeat vivid wise witty zesty".split(
    " ",
  );

/** Surnames of people to whom computing owes something. */
export const SURNAMES =
  "aiken allen backus bartik boole borg cerf church clarke codd conway cray dahl diffie dijkstra engelbart estrin feinler floyd goldberg hamming hamilton hellman hoare holberton hopper iverson jackson jennings kahn karp kay keller kernighan kleinrock knuth lamarr lamport lampson leibniz liskov lovelace mauchly mccarthy mccluskey meltzer minsky moore naur neumann noyce nygaard pascal perlis perlman rabin ritchie rivest scott shamir shannon snyder stallman sutherland tarjan thompson torvalds turing ullman wescoff wilkes wing wirth yao zuse".split(
    " ",
  );
