/* vdt-ask-words.c
 *
 * A question's tokens: words, and what is no word: addresses, hashes, names of
 * files, paths, dates. The forms of a word become one by a light stemmer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

#define EXTENSIONS "@"        /* stands for the extensions of data/nl/grammar */

static const struct
{
  VdtAskTokenKind  kind;
  const char      *pattern;
} shapes[] = {
  { VDT_ASK_TOKEN_GUID, "^\\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\}?$" },
  { VDT_ASK_TOKEN_SHA256, "^[0-9a-f]{64}$" },
  { VDT_ASK_TOKEN_SHA1, "^(?=.*[0-9])[0-9a-f]{40}$" },
  { VDT_ASK_TOKEN_MD5, "^(?=.*[0-9])[0-9a-f]{32}$" },
  { VDT_ASK_TOKEN_NETWORK, "^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$" },
  { VDT_ASK_TOKEN_IP, "^\\d{1,3}(\\.\\d{1,3}){3}$" },
  { VDT_ASK_TOKEN_IP, "^(?=(?:[^:]*:){2})[0-9a-f:]+(\\.\\d+)*$" },
  { VDT_ASK_TOKEN_DATE, "^\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}(T\\d{1,2}:\\d{2}(:\\d{2})?(\\.\\d+)?Z?)?$" },
  { VDT_ASK_TOKEN_URL, "^(https?|ftp|hxxps?|ldap|smb)://\\S+$" },
  { VDT_ASK_TOKEN_EMAIL, "^[\\w.+'-]+@[\\w-]+(\\.[\\w-]+)+$" },
  { VDT_ASK_TOKEN_CVE, "^CVE-\\d{4}-\\d{3,}$" },
  { VDT_ASK_TOKEN_TECHNIQUE, "^T\\d{4}(\\.\\d{3})?$" },
  { VDT_ASK_TOKEN_SID, "^S-1-\\d+(-\\d+)+$" },
  { VDT_ASK_TOKEN_KB, "^KB\\d{6,}$" },
  { VDT_ASK_TOKEN_KEY, "^(HKLM|HKCU|HKCR|HKU|HKCC|HKEY_\\w+)([\\\\:].*)?$" },
  { VDT_ASK_TOKEN_EXTENSION, "^\\*?\\.(" EXTENSIONS ")$" },
  { VDT_ASK_TOKEN_PATH, "^([a-z]:\\\\|%\\w+%|\\\\|/(etc|tmp|var|usr|home|bin|opt|dev|proc|root|sbin)\\b).*$" },
  { VDT_ASK_TOKEN_PATH, "^[^\\\\]+(\\\\[^\\\\]+)*\\\\[^\\\\]*$" },
  { VDT_ASK_TOKEN_FILE, "^[\\w()+~-][\\w.()+~-]*\\.(" EXTENSIONS ")$" },
  { VDT_ASK_TOKEN_DOMAIN, "^([a-z0-9_-]+\\.)+[a-z]{2,}$" },
  { VDT_ASK_TOKEN_NUMBER, "^[$#]?\\d+(,\\d{3})*(\\.\\d+)?%?$" },
  { VDT_ASK_TOKEN_NUMBER, "^\\d+(\\.\\d+)?(d|h|m|s|ms|kb|mb|gb|tb|k|th|st|nd|rd)$" },
  { VDT_ASK_TOKEN_OPTION, "^-{1,2}[a-z][\\w-]*$" },
  { VDT_ASK_TOKEN_NAME, "^(?=.*\\d)(?=.*[a-z])[\\w]+([-_][\\w]+)+\\$?$" },
  { VDT_ASK_TOKEN_NAME, "^[\\w]+(_[\\w]+)+\\$?$" },
};

static char *
with_extensions (const char *pattern,
                 const char *extensions)
{
  const char *place = strstr (pattern, "(" EXTENSIONS ")");

  if (place == NULL)
    return g_strdup (pattern);

  return g_strdup_printf ("%.*s(%s)%s", (int) (place - pattern), pattern, extensions,
                          place + strlen ("(" EXTENSIONS ")"));
}

static GRegex *
shape (guint i)
{
  static GRegex *compiled[G_N_ELEMENTS (shapes)];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      g_autofree char *extensions = vdt_ask_grammar_dup_extensions ();

      for (guint n = 0; n < G_N_ELEMENTS (shapes); n++)
        {
          g_autofree char *pattern = with_extensions (shapes[n].pattern, extensions);

          compiled[n] = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
          g_assert (compiled[n] != NULL);
        }
      g_once_init_leave (&ready, 1);
    }

  return compiled[i];
}

VdtAskToken *
vdt_ask_token_new (VdtAskTokenKind  kind,
                   const char      *text,
                   gboolean         capital)
{
  VdtAskToken *token = g_new0 (VdtAskToken, 1);

  token->kind = kind;
  token->text = g_strdup (text);
  token->lower = g_utf8_strdown (text, -1);
  token->capital = capital;
  if (kind == VDT_ASK_TOKEN_WORD || kind == VDT_ASK_TOKEN_NAME)
    token->word = vdt_ask_stem (token->lower);

  return token;
}

void
vdt_ask_token_free (gpointer data)
{
  VdtAskToken *token = data;

  g_free (token->text);
  g_free (token->lower);
  g_free (token->word);
  g_free (token);
}

gboolean
vdt_ask_token_is_literal (const VdtAskToken *token)
{
  return token->kind > VDT_ASK_TOKEN_STOP;
}

static gboolean
drop (GString    *word,
      const char *ending,
      gsize       keep,
      const char *instead)
{
  gsize length = strlen (ending);

  if (word->len < length + keep || !g_str_has_suffix (word->str, ending))
    return FALSE;

  g_string_truncate (word, word->len - length);
  g_string_append (word, instead);

  return TRUE;
}

/* "stopped" without its ending is "stopp": the last letter goes, but for ll, ss, zz. */
static void
undouble (GString *word)
{
  char last = word->len > 2 ? word->str[word->len - 1] : '\0';

  if (last != '\0' && last == word->str[word->len - 2] && strchr ("bdgmnprt", last) != NULL)
    g_string_truncate (word, word->len - 1);
}

/**
 * vdt_ask_stem:
 * @lower: a word in lower case
 *
 * Returns: (transfer full): what the forms of the word have in common; it need be no word
 */
char *
vdt_ask_stem (const char *lower)
{
  GString *word = g_string_new (lower);

  if (!drop (word, "'s", 2, ""))
    drop (word, "’s", 2, "");
  if (!drop (word, "ies", 3, "y") && !drop (word, "sses", 2, "ss") && !drop (word, "xes", 2, "x") &&
      !drop (word, "ches", 2, "ch") && !drop (word, "shes", 2, "sh") && !g_str_has_suffix (word->str, "ss") &&
      !g_str_has_suffix (word->str, "us") && !g_str_has_suffix (word->str, "is"))
    drop (word, "s", 3, "");

  if (drop (word, "ing", 4, "") || drop (word, "ed", 4, ""))
    undouble (word);
  else if (!drop (word, "ation", 4, "at"))
    drop (word, "ion", 5, "");

  drop (word, "e", 4, "");
  drop (word, "y", 4, "i");

  return g_string_free (word, FALSE);
}

/**
 * vdt_ask_split_name:
 * @name: a name such as `SenderFromAddress` or `IsAzureADJoined`
 *
 * Returns: (transfer full): its words in lower case: "sender from address"
 */
char *
vdt_ask_split_name (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      gboolean upper = g_ascii_isupper (*p);
      gboolean before = p > name && (g_ascii_islower (p[-1]) || (g_ascii_isdigit (p[-1]) && upper));
      gboolean after = p > name && g_ascii_isupper (p[-1]) && g_ascii_islower (p[1]) &&
                       !(p[1] == 's' && !g_ascii_islower (p[2]));

      if (upper && (before || after) && out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');

      if (g_ascii_isalnum (*p) || (guchar) *p >= 0x80 || *p == '.' || *p == '\\' || *p == '@')
        g_string_append_c (out, g_ascii_tolower (*p));
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }

  return g_string_free (out, FALSE);
}

/**
 * vdt_ask_is_name:
 * @text: a word as it was written
 *
 * Returns: whether it is written as a name: `DeviceName`, `count_`
 */
gboolean
vdt_ask_is_name (const char *text)
{
  gboolean lower = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '_' || (lower && g_ascii_isupper (*p)) || (p > text + 1 && g_ascii_isupper (p[-1]) &&
                                                           g_ascii_islower (*p)))
        return TRUE;
      lower = lower || g_ascii_islower (*p);
    }

  return FALSE;
}

/* Whether a run can have a shape: one of nothing but letters has none, but for a key's root and a long hash. */
static gboolean
may_have_shape (const char *run)
{
  const char *p = run;

  while (g_ascii_isalpha (*p))
    p++;

  return *p != '\0' || p - run > 16 || g_ascii_strncasecmp (run, "HK", 2) == 0;
}

static gboolean
add_shape (GPtrArray  *tokens,
           const char *run)
{
  for (guint i = 0; may_have_shape (run) && i < G_N_ELEMENTS (shapes); i++)
    if (g_regex_match (shape (i), run, 0, NULL))
      {
        g_ptr_array_add (tokens, vdt_ask_token_new (shapes[i].kind, run, FALSE));
        return TRUE;
      }

  return FALSE;
}

/* The words of a run that is nothing else: cut at whatever is no letter or digit. */
static void
add_words (GPtrArray  *tokens,
           const char *run)
{
  const char *start = run;
  const char *p = run;

  while (TRUE)
    {
      gunichar c = g_utf8_get_char (p);
      gboolean inside = c != 0 && (g_unichar_isalnum (c) || c == '_' || ((c == '\'' || c == 0x2019) && p > start &&
                                                                        g_ascii_isalpha (*g_utf8_next_char (p))));

      if (!inside)
        {
          if (p > start)
            {
              g_autofree char *word = g_strndup (start, (gsize) (p - start));
              gboolean first = tokens->len == 0 ||
                               ((VdtAskToken *) g_ptr_array_index (tokens,
                                                                   tokens->len - 1))->kind == VDT_ASK_TOKEN_STOP;

              if (strspn (word, "0123456789") != strlen (word))
                g_ptr_array_add (tokens, vdt_ask_token_new (VDT_ASK_TOKEN_WORD, word,
                                                            !first &&
                                                                g_unichar_isupper (g_utf8_get_char (word)) != 0));
              else
                g_ptr_array_add (tokens, vdt_ask_token_new (VDT_ASK_TOKEN_NUMBER, word, FALSE));
            }
          if (c == 0)
            return;
          start = g_utf8_next_char (p);
        }
      p = g_utf8_next_char (p);
    }
}

static void
add_run (GPtrArray  *tokens,
         const char *text,
         gsize       length)
{
  g_autofree char *run = g_strndup (text, length);
  char *start = run;
  gsize end;
  gboolean comma = FALSE;
  gboolean stop = FALSE;

  while (*start != '\0' && strchr ("([{<,;", *start) != NULL)
    start++;
  for (end = strlen (start); end > 0 && strchr (")]}>,;:!?.", start[end - 1]) != NULL; end--)
    {
      comma = comma || start[end - 1] == ',' || start[end - 1] == ';';
      stop = stop || start[end - 1] == '.' || start[end - 1] == '?' || start[end - 1] == '!';
    }
  start[end] = '\0';

  if (*start != '\0' && !add_shape (tokens, start))
    add_words (tokens, start);
  if (comma)
    g_ptr_array_add (tokens, vdt_ask_token_new (VDT_ASK_TOKEN_COMMA, ",", FALSE));
  else if (stop)
    g_ptr_array_add (tokens, vdt_ask_token_new (VDT_ASK_TOKEN_STOP, ".", FALSE));
}

/* Where a quotation that begins at @p ends, or NULL if none begins. */
static const char *
quotation_end (const char *text,
               const char *p)
{
  static const struct { const char *open, *close; } marks[] = {
    { "\"", "\"" }, { "'", "'" }, { "`", "`" }, { "“", "”" }, { "‘", "’" }, { "„", "“" }, { "«", "»" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (p, marks[i].open))
      {
        const char *inside = p + strlen (marks[i].open);
        const char *end = inside;

        if (i == 1 && p > text && g_ascii_isalnum (p[-1]))
          return NULL;

        while ((end = strstr (end, marks[i].close)) != NULL && end > inside)
          {
            if (!g_ascii_isalnum (end[strlen (marks[i].close)]))
              return end;
            end++;
          }
      }

  return NULL;
}

/**
 * vdt_ask_token_shape:
 * @token: a token
 *
 * Returns: what the token is; of quoted text, what it would be without the quotes
 */
VdtAskTokenKind
vdt_ask_token_shape (const VdtAskToken *token)
{
  for (guint i = 0; token->kind == VDT_ASK_TOKEN_QUOTED && i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].kind != VDT_ASK_TOKEN_NUMBER && shapes[i].kind != VDT_ASK_TOKEN_NAME &&
        shapes[i].kind != VDT_ASK_TOKEN_OPTION && shapes[i].kind != VDT_ASK_TOKEN_DATE &&
        strchr (token->text, ' ') == NULL && g_regex_match (shape (i), token->text, 0, NULL))
      return shapes[i].kind;

  return token->kind;
}

/**
 * vdt_ask_tokenize:
 * @text: a question
 *
 * Returns: (transfer full) (element-type VdtAskToken): its tokens
 */
GPtrArray *
vdt_ask_tokenize (const char *text)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (vdt_ask_token_free);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *p = valid;

  while (*p != '\0')
    {
      const char *end;

      if (g_unichar_isspace (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          continue;
        }

      if ((end = quotation_end (valid, p)) != NULL)
        {
          const char *inside = g_utf8_next_char (p);
          g_autofree char *quoted = g_strndup (inside, (gsize) (end - inside));

          g_ptr_array_add (tokens, vdt_ask_token_new (VDT_ASK_TOKEN_QUOTED, quoted, FALSE));
          p = g_utf8_next_char (end);
          if (*p == ',')
            g_ptr_array_add (tokens, vdt_ask_token_new (VDT_ASK_TOKEN_COMMA, ",", FALSE));
          while (*p != '\0' && strchr (",.;:?!)]", *p) != NULL)
            p++;
          continue;
        }

      for (end = p; *end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)); end = g_utf8_next_char (end))
        if (end > p && strchr ("([", end[-1]) != NULL && quotation_end (valid, end) != NULL)
          break;
      add_run (tokens, p, (gsize) (end - p));
      p = end;
    }

  return tokens;
}
