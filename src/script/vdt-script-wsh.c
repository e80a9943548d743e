/* vdt-script-wsh.c
 *
 * VBScript and JScript as far as they launch others: strings put together from
 * pieces, what is run, what is executed. They come in mshta and rundll32
 * addresses and in dropped files; the rest of their languages is not evaluated.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"
#include "vdt-script-decode.h"

#include <string.h>

#define MAX_DEPTH  64
#define MAX_VALUE  ((gsize) 1024 * 1024)
#define MAX_ARGS   8

typedef struct
{
  VdtScriptContext *context;
  guint             layer;
  VdtScriptLang     lang;
  const char       *text;
  gsize             length;
  gsize             pos;
  guint             depth;
  GHashTable       *variables;  /* lower-case name → char* */
} Reader;

/* Every parser returns (transfer full) text, NULL when it is not known. @operands counts what was joined. */
static char *parse_expression (Reader *r,
                               guint  *operands);

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$';
}

static char
peek (const Reader *r,
      gsize         ahead)
{
  return r->pos + ahead < r->length ? r->text[r->pos + ahead] : '\0';
}

static void
skip_space (Reader *r)
{
  while (r->pos < r->length)
    {
      char c = r->text[r->pos];

      /* VBScript goes on behind " _" at a line's end. */
      if (c == ' ' || c == '\t' || (c == '_' && (peek (r, 1) == '\n' || peek (r, 1) == '\r') &&
                                    r->lang == VDT_SCRIPT_LANG_VBSCRIPT))
        {
          r->pos++;

          while (c == '_' && r->pos < r->length && (r->text[r->pos] == '\r' || r->text[r->pos] == '\n'))
            r->pos++;
        }
      else if (r->lang == VDT_SCRIPT_LANG_JSCRIPT && (c == '\n' || c == '\r'))
        {
          r->pos++;
        }
      else
        {
          break;
        }
    }
}

static void
append_js_escape (Reader  *r,
                  GString *text)
{
  char c = peek (r, 0);
  guint digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;

  if (r->pos < r->length)
    r->pos++;

  if (digits > 0 && r->pos + digits <= r->length)
    {
      g_autofree char *number = g_strndup (r->text + r->pos, digits);

      vdt_script_append_unichar (text, (guint32) g_ascii_strtoull (number, NULL, 16));
      r->pos += digits;
    }
  else if (c != '\0')
    {
      g_string_append_c (text, c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
    }
}

static char *
parse_string (Reader *r)
{
  GString *text = g_string_new (NULL);
  char quote = peek (r, 0);
  gboolean js = r->lang == VDT_SCRIPT_LANG_JSCRIPT;

  for (r->pos++; r->pos < r->length;)
    {
      char c = r->text[r->pos];

      if (c == quote)
        {
          r->pos++;

          if (js || peek (r, 0) != quote)
            break;

          g_string_append_c (text, quote);
          r->pos++;
        }
      else if (js && c == '\\')
        {
          r->pos++;
          append_js_escape (r, text);
        }
      else if (!js && c == '\n')
        {
          break;
        }
      else
        {
          g_string_append_c (text, c);
          r->pos++;
        }
    }

  return g_string_free (text, FALSE);
}

static char *
parse_word (Reader *r)
{
  gsize start = r->pos;

  while (r->pos < r->length && is_word (r->text[r->pos]))
    r->pos++;

  return g_ascii_strdown (r->text + start, (gssize) (r->pos - start));
}

/* The arguments of a call, at the opening parenthesis. */
static guint
parse_arguments (Reader  *r,
                 char    *args[MAX_ARGS])
{
  guint n = 0;
  guint unused;

  r->pos++;
  skip_space (r);

  while (r->pos < r->length && peek (r, 0) != ')' && n < MAX_ARGS)
    {
      gsize before = r->pos;

      args[n++] = parse_expression (r, &unused);
      skip_space (r);

      if (peek (r, 0) == ',')
        r->pos++;
      else if (peek (r, 0) != ')' || r->pos == before)
        break;

      skip_space (r);
    }

  if (peek (r, 0) == ')')
    r->pos++;

  return n;
}

static char *
code_text (char  **args,
           guint   n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *number = args[i] != NULL ? args[i] : "";
      int base = g_ascii_strncasecmp (number, "&h", 2) == 0 ? 16 : g_str_has_prefix (number, "0x") ? 16 : 10;

      if (!g_ascii_isxdigit (number[base == 16 ? 2 : 0]))
        {
          g_string_free (text, TRUE);
          return NULL;
        }

      vdt_script_append_unichar (text, (guint32) g_ascii_strtoull (number + (base == 16 ? 2 : 0), NULL, base));
    }

  return g_string_free (text, FALSE);
}

static char *
replace_text (const char *text,
              const char *from,
              const char *to)
{
  g_auto(GStrv) parts = *from != '\0' ? g_strsplit (text, from, -1) : NULL;

  return parts != NULL ? g_strjoinv (to, parts) : g_strdup (text);
}

static char *
call_function (const char  *name,
               char       **args,
               guint        n)
{
  if (g_str_equal (name, "chr") || g_str_equal (name, "chrw") || g_str_equal (name, "fromcharcode"))
    return n > 0 ? code_text (args, n) : NULL;

  if (n == 0 || args[0] == NULL)
    return NULL;

  if (g_str_equal (name, "strreverse"))
    return g_utf8_validate (args[0], -1, NULL) ? g_utf8_strreverse (args[0], -1) : NULL;
  if (g_str_equal (name, "lcase"))
    return g_ascii_strdown (args[0], -1);
  if (g_str_equal (name, "ucase"))
    return g_ascii_strup (args[0], -1);
  if (g_str_equal (name, "replace") && n >= 3 && args[1] != NULL && args[2] != NULL)
    return replace_text (args[0], args[1], args[2]);
  if (g_str_equal (name, "cstr") || g_str_equal (name, "string"))
    return g_strdup (args[0]);

  if (g_str_equal (name, "unescape") || g_str_equal (name, "decodeuricomponent"))
    {
      g_autoptr(GByteArray) bytes = vdt_script_decode_url (args[0], strlen (args[0]));

      return g_strndup ((const char *) bytes->data, bytes->len);
    }

  return NULL;
}

/* .split("").reverse().join(""), .replace(a, b) */
static char *
call_method (char       *text,
             const char *name,
             char      **args,
             guint       n)
{
  g_autofree char *old G_GNUC_UNUSED = text;

  if (text == NULL)
    return NULL;

  if (g_str_equal (name, "reverse"))
    return g_utf8_validate (text, -1, NULL) ? g_utf8_strreverse (text, -1) : NULL;
  if (g_str_equal (name, "replace") && n == 2 && args[0] != NULL && args[1] != NULL)
    return replace_text (text, args[0], args[1]);
  if (g_str_equal (name, "tolowercase"))
    return g_ascii_strdown (text, -1);
  if ((g_str_equal (name, "split") || g_str_equal (name, "join")) && n == 1 && args[0] != NULL && *args[0] == '\0')
    return g_strdup (text);
  if (g_str_equal (name, "tostring"))
    return g_strdup (text);

  return NULL;
}

static char *
constant (const char *word)
{
  static const struct { const char *name; const char *text; } constants[] = {
    { "vbcrlf", "\r\n" }, { "vbnewline", "\r\n" }, { "vblf", "\n" }, { "vbcr", "\r" }, { "vbtab", "\t" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (constants); i++)
    if (g_str_equal (constants[i].name, word))
      return g_strdup (constants[i].text);

  return NULL;
}

static char *
parse_operand (Reader *r)
{
  char *args[MAX_ARGS] = { NULL };
  g_autofree char *word = NULL;
  char *value = NULL;
  char c = peek (r, 0);
  guint n = 0;
  guint unused;

  if (c == '"' || (c == '\'' && r->lang == VDT_SCRIPT_LANG_JSCRIPT))
    {
      value = parse_string (r);
    }
  else if (c == '(')
    {
      r->pos++;
      skip_space (r);
      value = parse_expression (r, &unused);
      skip_space (r);

      if (peek (r, 0) == ')')
        r->pos++;
    }
  else if (g_ascii_isdigit (c) || (c == '&' && (peek (r, 1) | 0x20) == 'h'))
    {
      gsize start = r->pos++;

      while (r->pos < r->length && is_word (r->text[r->pos]))
        r->pos++;

      value = g_strndup (r->text + start, r->pos - start);
    }
  else if (is_word (c))
    {
      word = parse_word (r);

      /* String.fromCharCode, and objects' members that nothing is known of */
      while (peek (r, 0) == '.' && is_word (peek (r, 1)) && g_hash_table_lookup (r->variables, word) == NULL)
        {
          r->pos++;
          g_free (word);
          word = parse_word (r);
        }

      if (peek (r, 0) == '(')
        {
          n = parse_arguments (r, args);
          value = call_function (word, args, n);
        }
      else
        {
          value = g_strdup (g_hash_table_lookup (r->variables, word));

          if (value == NULL && r->lang == VDT_SCRIPT_LANG_VBSCRIPT)
            value = constant (word);
        }
    }

  for (guint i = 0; i < n; i++)
    g_free (args[i]);

  while (peek (r, 0) == '.' && is_word (peek (r, 1)))
    {
      g_autofree char *name = NULL;

      r->pos++;
      name = parse_word (r);
      memset (args, 0, sizeof args);
      n = peek (r, 0) == '(' ? parse_arguments (r, args) : 0;
      value = call_method (value, name, args, n);

      for (guint i = 0; i < n; i++)
        g_free (args[i]);
    }

  return value;
}

static char *
parse_expression (Reader *r,
                  guint  *operands)
{
  g_autoptr(GString) sum = g_string_new (NULL);
  gboolean known = TRUE;

  *operands = 0;

  if (r->depth >= MAX_DEPTH || !vdt_script_context_step (r->context, 1))
    {
      r->pos = r->length;
      return NULL;
    }

  r->depth++;

  while (TRUE)
    {
      g_autofree char *value = parse_operand (r);
      gsize before;
      char c;

      (*operands)++;
      known &= value != NULL && sum->len + strlen (value) < MAX_VALUE &&
          vdt_script_context_charge (r->context, strlen (value));

      if (known)
        g_string_append (sum, value);

      before = r->pos;
      skip_space (r);
      c = peek (r, 0);

      if ((c != '+' && (c != '&' || r->lang != VDT_SCRIPT_LANG_VBSCRIPT)) || peek (r, 1) == '=' || peek (r, 1) == c ||
          vdt_script_context_is_stopped (r->context))
        {
          r->pos = before;
          break;
        }

      r->pos++;
      skip_space (r);
    }

  r->depth--;

  return known ? g_string_free (g_steal_pointer (&sum), FALSE) : NULL;
}

static void
fold (Reader     *r,
      gsize       start,
      const char *value)
{
  g_auto(GStrv) parts = g_strsplit (value, "\"", -1);
  g_autofree char *inside = g_strjoinv (r->lang == VDT_SCRIPT_LANG_VBSCRIPT ? "\"\"" : "\\\"", parts);
  g_autofree char *literal = g_strconcat ("\"", inside, "\"", NULL);

  vdt_script_context_edit (r->context, r->layer, start, r->pos - start, "concatenation", literal, strlen (literal));
}

/* Run, Exec and ShellExecute take a command line, Execute and eval a script. */
static void
call_outside (Reader     *r,
              const char *name,
              gsize       start)
{
  const char *args[MAX_ARGS + 1] = { NULL };
  char *values[MAX_ARGS] = { NULL };
  VdtScriptCommandInit init = { 0 };
  g_autofree char *full = g_strconcat ("COM::", name, NULL);
  gboolean script = g_str_has_prefix (name, "execute") || g_str_equal (name, "eval");
  guint n = 0;

  skip_space (r);

  if (peek (r, 0) == '(')
    {
      n = parse_arguments (r, values);
    }
  else
    {
      do
        {
          guint unused;

          if (n > 0)
            r->pos++;

          skip_space (r);
          values[n++] = parse_expression (r, &unused);
          skip_space (r);
        }
      while (n < MAX_ARGS && peek (r, 0) == ',');
    }

  if (n > 0 && values[0] != NULL && script)
    {
      vdt_script_context_run (r->context, r->layer, start, r->pos - start, name, r->lang, VDT_SCRIPT_OPTION_NONE,
                              values[0], strlen (values[0]), r->variables, NULL, NULL);
    }
  else if (n > 0 && values[0] != NULL)
    {
      g_autofree char *line = g_strconcat (values[0], n > 1 && values[1] != NULL && g_str_equal (name, "shellexecute") ? " " : NULL,
                                           values[1], NULL);

      for (guint i = 0; i < n; i++)
        args[i] = values[i] != NULL ? values[i] : "?";

      init.kind = VDT_SCRIPT_COMMAND_METHOD;
      init.lang = r->lang;
      init.name = full;
      init.args = args;
      init.pipeline = vdt_script_context_next_pipeline (r->context);
      init.layer = r->layer;
      init.start = start;
      init.length = r->pos - start;
      vdt_script_context_command (r->context, &init, NULL);
      vdt_script_context_run_line (r->context, r->lang, r->layer, start, r->pos - start, line);
    }

  for (guint i = 0; i < n; i++)
    g_free (values[i]);
}

static gboolean
calls_outside (const char *word)
{
  static const char *const names[] = { "run", "exec", "shellexecute", "execute", "executeglobal", "eval" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (word, names[i]))
      return TRUE;

  return FALSE;
}

/* A word: an assignment, a call to the outside, or the beginning of an expression. */
static void
read_word (Reader *r)
{
  gsize start = r->pos;
  g_autofree char *word = parse_word (r);
  g_autofree char *value = NULL;
  guint operands = 0;
  gsize behind = r->pos;

  if (calls_outside (word))
    {
      call_outside (r, word, start);
      return;
    }

  skip_space (r);

  if (peek (r, 0) == '=' && peek (r, 1) != '=')
    {
      gsize expression;

      r->pos++;
      skip_space (r);
      expression = r->pos;
      value = parse_expression (r, &operands);

      if (value != NULL)
        {
          fold (r, expression, value);
          g_hash_table_replace (r->variables, g_steal_pointer (&word), g_steal_pointer (&value));
        }
      else
        {
          g_hash_table_remove (r->variables, word);
          r->pos = expression;
        }

      return;
    }

  r->pos = behind;

  if (g_str_equal (word, "chr") || g_str_equal (word, "chrw") || g_str_equal (word, "strreverse") ||
      g_hash_table_lookup (r->variables, word) != NULL)
    {
      r->pos = start;
      value = parse_expression (r, &operands);

      if (value != NULL)
        fold (r, start, value);
      else
        r->pos = behind;
    }
}

static void
wsh_evaluate (VdtScriptContext *context,
              guint             layer,
              const char       *text,
              gsize             length,
              VdtScriptLang     lang,
              gpointer          scope)
{
  g_autoptr(GHashTable) own = scope == NULL ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) : NULL;
  Reader r = { context, layer, lang, text, length, 0, 0, scope != NULL ? scope : own };

  while (r.pos < length && vdt_script_context_step (context, 1))
    {
      char c = text[r.pos];

      if ((c == '\'' && lang == VDT_SCRIPT_LANG_VBSCRIPT) ||
          (c == '/' && peek (&r, 1) == '/' && lang == VDT_SCRIPT_LANG_JSCRIPT))
        {
          const char *end = memchr (text + r.pos, '\n', length - r.pos);

          r.pos = end != NULL ? (gsize) (end - text) : length;
        }
      else if (c == '"' || c == '\'')
        {
          gsize start = r.pos;
          guint operands;
          g_autofree char *value = parse_expression (&r, &operands);

          if (value != NULL && operands > 1)
            fold (&r, start, value);

          /* What follows a break in the chain is looked at again. */
          if (value == NULL && r.pos > start)
            {
              r.pos = start;
              g_free (parse_string (&r));
            }
        }
      else if (is_word (c))
        {
          read_word (&r);
        }
      else
        {
          r.pos++;
        }
    }
}

typedef struct
{
  const char *mark;
  guint       weight;
} Mark;

static guint
count_marks (const char *text,
             gsize       length,
             const Mark *marks,
             guint       n_marks)
{
  g_autofree char *lower = g_ascii_strdown (text, (gssize) length);
  guint score = 0;

  for (guint i = 0; i < n_marks; i++)
    if (strstr (lower, marks[i].mark) != NULL)
      score += marks[i].weight;

  return MIN (score, 98);
}

static guint
vbs_detect (const char *text,
            gsize       length)
{
  static const Mark marks[] = {
    { "createobject(", 50 }, { "createobject (", 50 }, { "\ndim ", 30 }, { "wscript.", 20 }, { "end sub", 30 },
    { "end function", 30 }, { "strreverse(", 50 }, { "executeglobal", 60 }, { "execute(", 40 }, { "execute \"", 50 },
    { "on error resume next", 60 }, { "\nset ", 15 }, { "option explicit", 60 }, { "chr(", 25 }, { "chrw(", 50 },
    { "\" & ", 15 }, { "vbcrlf", 40 },
  };
  guint score = count_marks (text, length, marks, G_N_ELEMENTS (marks));

  /* PowerShell may make such objects, too. */
  return memchr (text, '$', length) != NULL ? score / 3 : score;
}

static guint
js_detect (const char *text,
           gsize       length)
{
  static const Mark marks[] = {
    { "activexobject(", 80 }, { "\nvar ", 30 }, { "function(", 20 }, { "function (", 10 }, { "fromcharcode(", 60 },
    { "wscript.", 20 }, { "===", 20 }, { "unescape(", 30 }, { ".length;", 20 }, { "eval(\"", 40 }, { "document.", 20 },
  };

  return count_marks (text, length, marks, G_N_ELEMENTS (marks));
}

static void
vbs_evaluate (VdtScriptContext *context,
              guint             layer,
              const char       *text,
              gsize             length,
              VdtScriptOptions  options,
              gpointer          scope)
{
  wsh_evaluate (context, layer, text, length, VDT_SCRIPT_LANG_VBSCRIPT, scope);
}

static void
js_evaluate (VdtScriptContext *context,
             guint             layer,
             const char       *text,
             gsize             length,
             VdtScriptOptions  options,
             gpointer          scope)
{
  wsh_evaluate (context, layer, text, length, VDT_SCRIPT_LANG_JSCRIPT, scope);
}

const VdtScriptModule vdt_script_vbscript = { VDT_SCRIPT_LANG_VBSCRIPT, vbs_detect, vbs_evaluate };
const VdtScriptModule vdt_script_jscript = { VDT_SCRIPT_LANG_JSCRIPT, js_detect, js_evaluate };
