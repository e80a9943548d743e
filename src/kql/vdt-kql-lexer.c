/* vdt-kql-lexer.c: cuts the text of a query into tokens.
 *
 * One pass, never fails: a byte that starts no token becomes a token of its own
 * (VDT_KQL_TOKEN_BAD). The spellings were measured against Microsoft's service.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-lexer.h"

#include <string.h>

#define TABLE_SIZE 1024 /* a power of two, more than twice the number of keywords */

typedef struct
{
  const char *text;
  guint16     kind;
  guint8      length;
  guint8      head;     /* the length of its first word, where it has several parts */
} Keyword;

#define KEYWORD_ENTRY(name, word) { word, VDT_KQL_KEYWORD_##name, sizeof (word) - 1, 0 },

static Keyword keywords[] = { VDT_KQL_KEYWORDS (KEYWORD_ENTRY) };

/* Index into `keywords` plus one; built once. */
static guint16 keyword_table[TABLE_SIZE];

/* Keywords of several parts, the longest first. */
static guint16 compounds[G_N_ELEMENTS (keywords)];
static guint   n_compounds;

/* Bit for each first letter that a compound keyword can have. */
static guint32 compound_letters;

typedef struct
{
  const char *text;
  const char *end;
  const char *at;
  GArray     *tokens;
} Lexer;

static inline gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static inline gboolean
is_word_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == '$';
}

static guint
hash_word (const char *word,
           gsize       length)
{
  guint hash = 5381;

  for (gsize i = 0; i < length; i++)
    hash = hash * 33 + (guchar) word[i];

  return (hash ^ (hash >> 10)) & (TABLE_SIZE - 1);
}

static int
compare_compounds (gconstpointer a,
                   gconstpointer b)
{
  return (int) keywords[*(const guint16 *) b].length - (int) keywords[*(const guint16 *) a].length;
}

static void
build_keyword_table (void)
{
  static gsize built = 0;

  if (!g_once_init_enter (&built))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      Keyword *keyword = &keywords[i];
      guint slot = hash_word (keyword->text, keyword->length);

      while (keyword_table[slot] != 0)
        slot = (slot + 1) & (TABLE_SIZE - 1);

      keyword_table[slot] = (guint16) (i + 1);

      while (keyword->head < keyword->length && is_word (keyword->text[keyword->head]))
        keyword->head++;

      if (keyword->head > 0 && keyword->head < keyword->length)
        {
          compounds[n_compounds++] = (guint16) i;
          compound_letters |= 1u << (keyword->text[0] & 31);
        }
    }

  qsort (compounds, n_compounds, sizeof compounds[0], compare_compounds);
  g_once_init_leave (&built, 1);
}

/**
 * vdt_kql_lex_keyword:
 * @word: a word, not necessarily terminated
 * @length: its length
 *
 * Returns: the token kind of a reserved word, or %VDT_KQL_TOKEN_IDENTIFIER
 */
guint
vdt_kql_lex_keyword (const char *word,
                     gsize       length)
{
  guint slot = hash_word (word, length);

  build_keyword_table ();

  while (keyword_table[slot] != 0)
    {
      const Keyword *keyword = &keywords[keyword_table[slot] - 1];

      if (keyword->length == length && memcmp (keyword->text, word, length) == 0)
        return keyword->kind;

      slot = (slot + 1) & (TABLE_SIZE - 1);
    }

  return VDT_KQL_TOKEN_IDENTIFIER;
}

static void
add (Lexer      *lexer,
     guint       kind,
     const char *end,
     guint       error)
{
  VdtKqlToken token = {
    .kind = (guint16) kind,
    .error = (guint16) error,
    .start = (guint32) (lexer->at - lexer->text),
    .end = (guint32) (end - lexer->text),
  };

  g_array_append_val (lexer->tokens, token);
  lexer->at = end;
}

/* The length of a white space character that is not ASCII, or 0. */
static guint
wide_space (const char *at,
            const char *end)
{
  gunichar c = 0;

  if (end - at < 2)
    return 0;

  c = g_utf8_get_char_validated (at, end - at);

  if (c == 0xfeff || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028
      || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0x180e)
    return (guint) (g_utf8_next_char (at) - at);

  return 0;
}

static const char *
line_end (const char *at,
          const char *end)
{
  while (at < end && *at != '\n' && *at != '\r')
    at++;

  return at;
}

static void
skip_trivia (Lexer *lexer)
{
  const char *at = lexer->at;

  while (at < lexer->end)
    {
      if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == '\f')
        at++;
      else if (*at == '/' && at + 1 < lexer->end && at[1] == '/')
        at = line_end (at, lexer->end);
      else if ((guchar) *at >= 0x80 && wide_space (at, lexer->end) > 0)
        at += wide_space (at, lexer->end);
      else
        break;
    }

  lexer->at = at;
}

static const char *
skip_hex (const char *at,
          const char *end,
          guint       count)
{
  for (guint i = 0; i < count; i++, at++)
    if (at >= end || !g_ascii_isxdigit (*at))
      return NULL;

  return at;
}

/* Past the escape whose backslash is before @at; %NULL if there is no such escape. */
static const char *
skip_escape (const char *at,
             const char *end)
{
  if (at >= end)
    return NULL;

  if (*at >= '0' && *at <= '7')
    {
      const char *stop = MIN (at + 3, end);

      while (at < stop && *at >= '0' && *at <= '7')
        at++;

      return at;
    }

  switch (*at)
    {
    case '\\': case '\'': case '"': case 'a': case 'b': case 'f': case 'n': case 'r': case 't': case 'v':
      return at + 1;

    case 'x':
      return skip_hex (at + 1, end, 2);

    case 'u':
      return skip_hex (at + 1, end, 4);

    case 'U':
      return skip_hex (at + 1, end, 8);

    default:
      return NULL;
    }
}

/* A string whose opening quote is at @at; the token starts at lexer->at. */
static void
lex_string (Lexer      *lexer,
            const char *at,
            gboolean    verbatim)
{
  char quote = *at++;

  while (at < lexer->end && *at != '\n' && *at != '\r')
    {
      if (*at == quote && verbatim && at + 1 < lexer->end && at[1] == quote)
        at += 2;
      else if (*at == quote)
        {
          add (lexer, VDT_KQL_TOKEN_STRING, at + 1, VDT_KQL_LEX_FINE);
          return;
        }
      else if (*at == '\\' && !verbatim)
        {
          const char *next = skip_escape (at + 1, lexer->end);

          if (next == NULL)
            break;

          at = next;
        }
      else
        at++;
    }

  add (lexer, VDT_KQL_TOKEN_STRING, at, VDT_KQL_LEX_OPEN_STRING);
}

/* A ``` or ~~~ string whose first quote is at @at. */
static void
lex_multiline_string (Lexer      *lexer,
                      const char *at)
{
  char quote = *at;

  for (at += 3; at + 2 < lexer->end; at++)
    if (*at == quote && at[1] == quote && at[2] == quote)
      {
        add (lexer, VDT_KQL_TOKEN_STRING, at + 3, VDT_KQL_LEX_FINE);
        return;
      }

  add (lexer, VDT_KQL_TOKEN_STRING, lexer->end, VDT_KQL_LEX_OPEN_STRING);
}

/* Lexes a string in any form that starts at @at, after an optional h. */
static gboolean
try_string (Lexer      *lexer,
            const char *at)
{
  const char *end = lexer->end;

  if (at >= end)
    return FALSE;

  if (*at == '"' || *at == '\'')
    {
      lex_string (lexer, at, FALSE);
      return TRUE;
    }

  if (*at == '@' && at + 1 < end && (at[1] == '"' || at[1] == '\''))
    {
      lex_string (lexer, at + 1, TRUE);
      return TRUE;
    }

  if ((*at == '`' || *at == '~') && end - at >= 3 && at[1] == *at && at[2] == *at)
    {
      lex_multiline_string (lexer, at);
      return TRUE;
    }

  return FALSE;
}

static gboolean
is_timespan_unit (const char *unit,
                  gsize       length)
{
  static const char * const units[] = {
    "d", "day", "days", "h", "hr", "hrs", "hour", "hours", "m", "min", "minute", "minutes", "s", "sec",
    "second", "seconds", "ms", "milli", "millis", "millisec", "millisecond", "milliseconds", "micro",
    "micros", "microsec", "microsecond", "microseconds", "nano", "nanos", "nanosecond", "nanoseconds",
    "tick", "ticks",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i]) == length && memcmp (units[i], unit, length) == 0)
      return TRUE;

  return FALSE;
}

static const char *
skip_digits (const char *at,
             const char *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;

  return at;
}

static const char *
skip_word (const char *at,
           const char *end)
{
  while (at < end && is_word (*at))
    at++;

  return at;
}

/* Past an exponent at @at that no word character follows; %NULL if there is none. */
static const char *
skip_exponent (const char *at,
               const char *end)
{
  const char *digits = NULL;

  if (at >= end || (*at != 'e' && *at != 'E'))
    return NULL;

  at++;

  if (at < end && (*at == '+' || *at == '-'))
    at++;

  digits = skip_digits (at, end);

  return digits == at || (digits < end && is_word (*digits)) ? NULL : digits;
}

static const char *
skip_raw_guid (const char *at,
               const char *end)
{
  static const guint8 groups[] = { 8, 4, 4, 4, 12 };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (i > 0 && (at >= end || *at++ != '-'))
        return NULL;

      at = skip_hex (at, end, groups[i]);

      if (at == NULL)
        return NULL;
    }

  return at < end && is_word (*at) ? NULL : at;
}

/* Tries what comes after the digits [lexer->at, digits): a fraction, an exponent, a unit. */
static gboolean
try_number_tail (Lexer      *lexer,
                 const char *digits)
{
  const char *end = lexer->end;
  const char *word = skip_word (digits, end);
  const char *exponent = skip_exponent (digits, end);
  const char *fraction = NULL;

  if (exponent != NULL)
    {
      add (lexer, VDT_KQL_TOKEN_REAL, exponent, VDT_KQL_LEX_FINE);
      return TRUE;
    }

  if (word > digits)
    {
      if (!is_timespan_unit (digits, (gsize) (word - digits)))
        return FALSE;

      add (lexer, VDT_KQL_TOKEN_TIMESPAN, word, VDT_KQL_LEX_FINE);
      return TRUE;
    }

  if (digits >= end || *digits != '.')
    return FALSE;

  fraction = skip_digits (digits + 1, end);
  word = skip_word (fraction, end);
  exponent = skip_exponent (fraction, end);

  if (exponent != NULL)
    add (lexer, VDT_KQL_TOKEN_REAL, exponent, VDT_KQL_LEX_FINE);
  else if (word == fraction && (fraction > digits + 1 || fraction >= end || *fraction != '.'))
    add (lexer, VDT_KQL_TOKEN_REAL, fraction, VDT_KQL_LEX_FINE);
  else if (fraction > digits + 1 && is_timespan_unit (fraction, (gsize) (word - fraction)))
    add (lexer, VDT_KQL_TOKEN_TIMESPAN, word, VDT_KQL_LEX_FINE);
  else
    return FALSE;

  return TRUE;
}

static void
lex_number (Lexer *lexer)
{
  const char *at = lexer->at;
  const char *end = lexer->end;
  const char *word = skip_word (at, end);
  const char *digits = skip_digits (at, end);
  const char *guid = word - at == 8 ? skip_raw_guid (at, end) : NULL;

  if (guid != NULL)
    add (lexer, VDT_KQL_TOKEN_RAW_GUID, guid, VDT_KQL_LEX_FINE);
  else if (try_number_tail (lexer, digits))
    return;
  else if (digits == word)
    add (lexer, VDT_KQL_TOKEN_LONG, digits, VDT_KQL_LEX_FINE);
  else if (*at == '0' && word - at > 2 && (at[1] == 'x' || at[1] == 'X')
           && skip_hex (at + 2, end, (guint) (word - at - 2)) != NULL)
    add (lexer, VDT_KQL_TOKEN_LONG, word, VDT_KQL_LEX_FINE);
  else
    add (lexer, vdt_kql_lex_keyword (at, (gsize) (word - at)), word, VDT_KQL_LEX_FINE);
}

/* The kind of literal that a type's name and a parenthesis begin, or 0. */
static guint
literal_of_type (guint keyword)
{
  switch (keyword)
    {
    case VDT_KQL_KEYWORD_BOOL:
      return VDT_KQL_TOKEN_BOOL;

    case VDT_KQL_KEYWORD_INT:
    case VDT_KQL_KEYWORD_INT32:
      return VDT_KQL_TOKEN_INT;

    case VDT_KQL_KEYWORD_LONG:
    case VDT_KQL_KEYWORD_INT64:
      return VDT_KQL_TOKEN_LONG;

    case VDT_KQL_KEYWORD_REAL:
    case VDT_KQL_KEYWORD_DOUBLE:
      return VDT_KQL_TOKEN_REAL;

    case VDT_KQL_KEYWORD_DECIMAL:
      return VDT_KQL_TOKEN_DECIMAL;

    case VDT_KQL_KEYWORD_DATETIME:
    case VDT_KQL_KEYWORD_DATE:
      return VDT_KQL_TOKEN_DATETIME;

    case VDT_KQL_KEYWORD_TIMESPAN:
    case VDT_KQL_KEYWORD_TIME:
      return VDT_KQL_TOKEN_TIMESPAN;

    case VDT_KQL_KEYWORD_GUID:
      return VDT_KQL_TOKEN_GUID;

    default:
      return 0;
    }
}

/* Tries the keywords of several parts (project-away, hint.strategy, matches regex, in~). */
static gboolean
try_compound (Lexer      *lexer,
              const char *word_end)
{
  gsize word = (gsize) (word_end - lexer->at);
  gsize rest = (gsize) (lexer->end - lexer->at);

  if ((compound_letters & (1u << (*lexer->at & 31))) == 0)
    return FALSE;

  for (guint i = 0; i < n_compounds; i++)
    {
      const Keyword *keyword = &keywords[compounds[i]];
      const char *stop = lexer->at + keyword->length;

      if (keyword->head == word && keyword->length <= rest
          && memcmp (keyword->text, lexer->at, keyword->length) == 0
          && (stop >= lexer->end || !is_word (*stop)))
        {
          add (lexer, keyword->kind, stop, VDT_KQL_LEX_FINE);
          return TRUE;
        }
    }

  return FALSE;
}

static void
lex_word (Lexer *lexer)
{
  const char *at = lexer->at;
  const char *end = lexer->end;
  const char *word = skip_word (at + 1, end);
  gsize length = (gsize) (word - at);
  guint kind = VDT_KQL_TOKEN_IDENTIFIER;
  guint literal = 0;

  if (length == 1 && (*at == 'h' || *at == 'H') && try_string (lexer, word))
    return;

  if (length == 8)
    {
      const char *guid = skip_raw_guid (at, end);

      if (guid != NULL)
        {
          add (lexer, VDT_KQL_TOKEN_RAW_GUID, guid, VDT_KQL_LEX_FINE);
          return;
        }
    }

  if (word < end && (*word == '-' || *word == '.' || *word == ' ' || *word == '~')
      && try_compound (lexer, word))
    return;

  kind = vdt_kql_lex_keyword (at, length);

  if (kind == VDT_KQL_TOKEN_IDENTIFIER && (length == 4 || length == 5)
      && (memcmp (at + 1, "rue", 3) == 0 || memcmp (at + 1, "RUE", 3) == 0
          || memcmp (at + 1, "alse", 4) == 0 || memcmp (at + 1, "ALSE", 4) == 0))
    {
      static const char * const words[] = { "true", "True", "TRUE", "false", "False", "FALSE" };

      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (strlen (words[i]) == length && memcmp (words[i], at, length) == 0)
          kind = VDT_KQL_TOKEN_BOOL;
    }

  if (word < end && *word == '(' && (literal = literal_of_type (kind)) != 0)
    {
      const char *close = word + 1;

      while (close < end && *close != ')' && *close != '\n' && *close != '\r')
        close++;

      if (close < end && *close == ')')
        add (lexer, literal, close + 1, VDT_KQL_LEX_FINE);
      else
        add (lexer, literal, close, VDT_KQL_LEX_OPEN_LITERAL);

      return;
    }

  add (lexer, kind, word, VDT_KQL_LEX_FINE);
}

static void
lex_bang (Lexer *lexer)
{
  const char *at = lexer->at;
  const char *end = lexer->end;
  const char *word = skip_word (at + 1, end);
  guint kind = VDT_KQL_TOKEN_IDENTIFIER;

  if (at + 1 < end && (at[1] == '=' || at[1] == '~'))
    {
      add (lexer, at[1] == '=' ? VDT_KQL_TOKEN_NOT_EQUAL : VDT_KQL_TOKEN_BANG_TILDE, at + 2,
           VDT_KQL_LEX_FINE);
      return;
    }

  if (word == at + 1)
    {
      add (lexer, VDT_KQL_TOKEN_BANG, at + 1, VDT_KQL_LEX_FINE);
      return;
    }

  if (word < end && *word == '~' && (word + 1 >= end || !is_word (word[1])))
    kind = vdt_kql_lex_keyword (at, (gsize) (word + 1 - at));

  if (kind != VDT_KQL_TOKEN_IDENTIFIER)
    word++;
  else
    kind = vdt_kql_lex_keyword (at, (gsize) (word - at));

  if (kind == VDT_KQL_TOKEN_IDENTIFIER)
    add (lexer, VDT_KQL_TOKEN_BAD, at + 1, VDT_KQL_LEX_UNEXPECTED);
  else
    add (lexer, kind, word, VDT_KQL_LEX_FINE);
}

static void
lex_bad (Lexer *lexer)
{
  const char *at = lexer->at;
  gunichar c = 0;

  if ((guchar) *at < 0x80)
    {
      add (lexer, VDT_KQL_TOKEN_BAD, at + 1, VDT_KQL_LEX_UNEXPECTED);
      return;
    }

  c = g_utf8_get_char_validated (at, lexer->end - at);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    add (lexer, VDT_KQL_TOKEN_BAD, at + 1, VDT_KQL_LEX_INVALID_UTF8);
  else
    add (lexer, VDT_KQL_TOKEN_BAD, g_utf8_next_char (at), VDT_KQL_LEX_UNEXPECTED);
}

/* The longest operator or punctuation at the start of @at; @length is its length. */
static guint
punctuation (const char *at,
             const char *end,
             guint      *length)
{
  char next = at + 1 < end ? at[1] : '\0';

  *length = 2;

  if (*at == '=' && next == '=')
    return VDT_KQL_TOKEN_EQUAL_EQUAL;
  if (*at == '=' && next == '~')
    return VDT_KQL_TOKEN_EQUAL_TILDE;
  if (*at == '=' && next == '>')
    return VDT_KQL_TOKEN_FAT_ARROW;
  if (*at == '<' && next == '=')
    return VDT_KQL_TOKEN_LESS_EQUAL;
  if (*at == '<' && next == '>')
    return VDT_KQL_TOKEN_LESS_GREATER;
  if (*at == '<' && next == '|')
    return VDT_KQL_TOKEN_LESS_BAR;
  if (*at == '>' && next == '=')
    return VDT_KQL_TOKEN_GREATER_EQUAL;
  if (*at == '.' && next == '.')
    return VDT_KQL_TOKEN_DOT_DOT;

  *length = 1;

  switch (*at)
    {
    case '(': return VDT_KQL_TOKEN_OPEN_PAREN;
    case ')': return VDT_KQL_TOKEN_CLOSE_PAREN;
    case '[': return VDT_KQL_TOKEN_OPEN_BRACKET;
    case ']': return VDT_KQL_TOKEN_CLOSE_BRACKET;
    case '{': return VDT_KQL_TOKEN_OPEN_BRACE;
    case '}': return VDT_KQL_TOKEN_CLOSE_BRACE;
    case '|': return VDT_KQL_TOKEN_BAR;
    case '+': return VDT_KQL_TOKEN_PLUS;
    case '-': return VDT_KQL_TOKEN_MINUS;
    case '*': return VDT_KQL_TOKEN_STAR;
    case '/': return VDT_KQL_TOKEN_SLASH;
    case '%': return VDT_KQL_TOKEN_PERCENT;
    case '.': return VDT_KQL_TOKEN_DOT;
    case '<': return VDT_KQL_TOKEN_LESS;
    case '>': return VDT_KQL_TOKEN_GREATER;
    case '=': return VDT_KQL_TOKEN_EQUAL;
    case ':': return VDT_KQL_TOKEN_COLON;
    case ';': return VDT_KQL_TOKEN_SEMICOLON;
    case ',': return VDT_KQL_TOKEN_COMMA;
    case '@': return VDT_KQL_TOKEN_AT;
    case '?': return VDT_KQL_TOKEN_QUESTION;
    default:  return VDT_KQL_NONE;
    }
}

/**
 * vdt_kql_lex_from:
 * @text: the text, any bytes
 * @length: its length, less than 4 GB
 * @start: where to begin; between two tokens
 * @max_tokens: how many tokens to read at most
 * @tokens: (element-type VdtKqlToken): receives the tokens; VDT_KQL_TOKEN_END once the text is read
 *
 * Returns: where to go on: the end of the last token
 */
gsize
vdt_kql_lex_from (const char *text,
                  gsize       length,
                  gsize       start,
                  guint       max_tokens,
                  GArray     *tokens)
{
  Lexer lexer = { text, text + length, text + start, tokens };
  guint limit = tokens->len + max_tokens;

  build_keyword_table ();

  for (skip_trivia (&lexer); lexer.at < lexer.end; skip_trivia (&lexer))
    {
      char c = *lexer.at;
      guint kind = VDT_KQL_NONE;
      guint width = 0;

      if (tokens->len == limit)
        return g_array_index (tokens, VdtKqlToken, limit - 1).end;

      if (is_word_start (c))
        lex_word (&lexer);
      else if (g_ascii_isdigit (c))
        lex_number (&lexer);
      else if (c == '!')
        lex_bang (&lexer);
      else if (c == '#')
        add (&lexer, VDT_KQL_TOKEN_DIRECTIVE, line_end (lexer.at, lexer.end), VDT_KQL_LEX_FINE);
      else if (try_string (&lexer, lexer.at))
        continue;
      else if ((kind = punctuation (lexer.at, lexer.end, &width)) != VDT_KQL_NONE)
        add (&lexer, kind, lexer.at + width, VDT_KQL_LEX_FINE);
      else
        lex_bad (&lexer);
    }

  add (&lexer, VDT_KQL_TOKEN_END, lexer.end, VDT_KQL_LEX_FINE);

  return length;
}

/**
 * vdt_kql_lex:
 * @text: the text, any bytes
 * @length: its length, less than 4 GB
 * @tokens: (element-type VdtKqlToken): receives the tokens; the last one is VDT_KQL_TOKEN_END
 */
void
vdt_kql_lex (const char *text,
             gsize       length,
             GArray     *tokens)
{
  vdt_kql_lex_from (text, length, 0, G_MAXUINT - tokens->len, tokens);
}
