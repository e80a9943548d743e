/* vdt-script-sh-tool-lang.c
 *
 * perl -e and python -c as a shell script uses them to decode text: printing
 * and joining constants, pack, reverse, exclusive or.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tool.h"

#include <string.h>

#include "vdt-script-decode.h"

#define MAX_DEPTH 24

typedef struct
{
  ShTool     *tool;
  const char *at;
  guint       depth;
  gboolean    failed;
} Reader;

static void read_joined (Reader  *r,
                        GString *out);

static void
skip_spaces (Reader *r)
{
  while (g_ascii_isspace (*r->at))
    r->at++;
}

static gboolean
take (Reader     *r,
     const char *word)
{
  gsize length = strlen (word);

  skip_spaces (r);

  if (strncmp (r->at, word, length) != 0)
    return FALSE;

  if (g_ascii_isalpha (word[length - 1]) && (g_ascii_isalnum (r->at[length]) || r->at[length] == '_'))
    return FALSE;

  r->at += length;

  return TRUE;
}

/* A string literal at the reader's place. */
static void
read_literal (Reader  *r,
             GString *out)
{
  char quote = *r->at++;
  const char *from = r->at;

  while (*r->at != '\0' && *r->at != quote)
    r->at += *r->at == '\\' && r->at[1] != '\0' ? 2 : 1;

  if (quote == '"')
    {
      vdt_script_sh_escape (from, (gsize) (r->at - from), TRUE, out, NULL);
    }
  else
    {
      for (const char *c = from; c < r->at; c++)
        {
          if (*c == '\\' && (c[1] == '\\' || c[1] == '\''))
            c++;

          g_string_append_c (out, *c);
        }
    }

  if (*r->at == quote)
    r->at++;
  else
    r->failed = TRUE;
}

static void
append_hex (Reader        *r,
           const GString *digits,
           GString       *out)
{
  g_autoptr(GByteArray) bytes = vdt_script_decode_hex (digits->str, digits->len);

  if (bytes != NULL)
    g_string_append_len (out, (const char *) bytes->data, bytes->len);
  else
    r->failed = TRUE;
}

static void
append_base64 (Reader        *r,
              const GString *text,
              GString       *out)
{
  g_autoptr(GByteArray) bytes = vdt_script_decode_base64 (text->str, text->len, FALSE);

  if (bytes != NULL)
    g_string_append_len (out, (const char *) bytes->data, bytes->len);
  else
    r->failed = TRUE;
}

/* pack ("H*", …) */
static void
read_pack (Reader  *r,
          GString *out)
{
  g_autoptr(GString) format = g_string_new (NULL);
  g_autoptr(GString) value = g_string_new (NULL);
  gboolean paren = take (r, "(");

  skip_spaces (r);

  if (*r->at != '"' && *r->at != '\'')
    {
      r->failed = TRUE;
      return;
    }

  read_literal (r, format);

  if (!take (r, ","))
    take (r, "=>");

  if (g_str_has_prefix (format->str, "C") || g_str_has_prefix (format->str, "c"))
    {
      do
        {
          char *end = NULL;
          guint64 number;

          skip_spaces (r);
          number = g_ascii_strtoull (r->at, &end, 0);

          if (end == r->at)
            {
              r->failed = TRUE;
              return;
            }

          g_string_append_c (out, (char) number);
          r->at = end;
        }
      while (take (r, ","));
    }
  else
    {
      read_joined (r, value);

      if (g_str_has_prefix (format->str, "H"))
        append_hex (r, value, out);
      else if (g_str_has_prefix (format->str, "A") || g_str_has_prefix (format->str, "a"))
        g_string_append_len (out, value->str, (gssize) value->len);
      else
        r->failed = TRUE;
    }

  if (paren && !take (r, ")"))
    r->failed = TRUE;
}

static void
read_call (Reader     *r,
          const char *name,
          GString    *out)
{
  g_autoptr(GString) value = g_string_new (NULL);
  gboolean paren = take (r, "(");

  read_joined (r, value);

  if (paren && !take (r, ")"))
    r->failed = TRUE;

  if (g_str_equal (name, "reverse"))
    {
      for (gsize i = value->len; i > 0; i--)
        g_string_append_c (out, value->str[i - 1]);
    }
  else if (g_str_equal (name, "decode_base64"))
    {
      append_base64 (r, value, out);
    }
  else if (g_str_equal (name, "chr"))
    {
      g_string_append_c (out, (char) g_ascii_strtoull (value->str, NULL, 0));
    }
  else if (g_str_equal (name, "lc"))
    {
      g_string_ascii_down (value);
      g_string_append_len (out, value->str, (gssize) value->len);
    }
  else if (g_str_equal (name, "uc"))
    {
      g_string_ascii_up (value);
      g_string_append_len (out, value->str, (gssize) value->len);
    }
  else
    {
      g_string_append_len (out, value->str, (gssize) value->len);
    }
}

static void
read_primary (Reader  *r,
             GString *out)
{
  static const char *const calls[] = { "scalar", "reverse", "decode_base64", "chr", "lc", "uc" };

  skip_spaces (r);

  if (++r->depth > MAX_DEPTH || r->failed)
    {
      r->failed = TRUE;
    }
  else if (*r->at == '"' || *r->at == '\'')
    {
      read_literal (r, out);
    }
  else if (g_ascii_isdigit (*r->at))
    {
      while (g_ascii_isalnum (*r->at))
        g_string_append_c (out, *r->at++);
    }
  else if (take (r, "pack"))
    {
      read_pack (r, out);
    }
  else if (take (r, "("))
    {
      read_joined (r, out);
      r->failed |= !take (r, ")");
    }
  else
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (calls) && !found; i++)
        if (take (r, calls[i]))
          {
            read_call (r, calls[i], out);
            found = TRUE;
          }

      r->failed |= !found;
    }

  r->depth--;
}

/* Strings joined by a dot or a comma, or crossed by an exclusive or. */
static void
read_joined (Reader  *r,
            GString *out)
{
  gsize start = out->len;

  read_primary (r, out);

  while (!r->failed)
    {
      g_autoptr(GString) right = NULL;

      if (take (r, ".") || take (r, ","))
        {
          start = out->len;
          read_primary (r, out);
          continue;
        }

      if (!take (r, "^"))
        break;

      right = g_string_new (NULL);
      read_primary (r, right);

      for (gsize i = 0; i < right->len; i++)
        {
          if (start + i < out->len)
            out->str[start + i] = (char) (out->str[start + i] ^ right->str[i]);
          else
            g_string_append_c (out, right->str[i]);
        }
    }
}

static const char *
code_of (ShTool     *tool,
        const char *option)
{
  for (guint i = 1; i + 1 < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (*word == '-' && word[1] != '-' && g_str_has_suffix (word, option))
        return vdt_script_sh_tool_word (tool, i + 1);
    }

  return NULL;
}

static gboolean
run_perl (ShTool *tool)
{
  const char *code = code_of (tool, "e");
  Reader r = { tool, code, 0, FALSE };
  g_autoptr(GString) out = g_string_new (NULL);

  if (code == NULL)
    return FALSE;

  while (TRUE)
    {
      gboolean runs;

      while (take (&r, ";"))
        ;

      if (g_str_has_prefix (r.at, "use "))
        {
          r.at += strcspn (r.at, ";");
          continue;
        }

      if (*r.at == '\0')
        break;

      runs = take (&r, "system") || take (&r, "exec");

      if (!runs && !take (&r, "print"))
        return FALSE;

      if (runs)
        {
          g_autoptr(GString) script = g_string_new (NULL);

          read_joined (&r, script);

          if (r.failed)
            return FALSE;

          vdt_script_sh_nested (tool->sh, tool->sh->command, "perl", script->str, script->len, FALSE, NULL, NULL);
        }
      else
        {
          read_joined (&r, out);
        }

      skip_spaces (&r);

      if (r.failed || (*r.at != ';' && *r.at != '\0'))
        return FALSE;
    }

  vdt_script_sh_tool_print (tool, out->str, out->len);

  return TRUE;
}

/* The string that python's decoding calls around a literal make; *@end behind the literal. */
static char *
python_literal (const char  *at,
               const char **end,
               const char  *call)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GByteArray) bytes = NULL;
  char quote;

  while (g_ascii_isspace (*at) || *at == '(' || *at == 'b' || *at == 'r' || *at == 'u')
    at++;

  if (*at != '"' && *at != '\'')
    return NULL;

  quote = *at++;

  while (*at != '\0' && *at != quote)
    g_string_append_c (text, *at++);

  *end = at;

  if (g_str_equal (call, "b64decode"))
    bytes = vdt_script_decode_base64 (text->str, text->len, FALSE);
  else
    bytes = vdt_script_decode_hex (text->str, text->len);

  if (bytes == NULL || memchr (bytes->data, 0, bytes->len) != NULL ||
      !g_utf8_validate ((const char *) bytes->data, bytes->len, NULL))
    return NULL;

  return g_strndup ((const char *) bytes->data, bytes->len);
}

/* Code that is decoded and run by the same interpreter: shown in the place of what decodes it. */
static void
show_decoded (ShTool     *tool,
             const char *code)
{
  g_autofree char *quoted = vdt_script_sh_quote (code, FALSE);
  g_autofree char *text = g_strdup_printf ("%s -c %s", vdt_script_sh_tool_word (tool, 0), quoted);

  vdt_script_sh_edit (tool->sh, tool->sh->command, "decoded by python", text);
}

static gboolean
run_python (ShTool *tool)
{
  static const char *const calls[] = { "b64decode", "fromhex", "unhexlify" };
  const char *code = code_of (tool, "c");
  Reader r = { tool, code, 0, FALSE };
  g_autoptr(GString) out = g_string_new (NULL);

  if (code == NULL)
    return FALSE;

  /* print("…" + "…") and print(…decode("…")) */
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      const char *found = strstr (code, calls[i]);
      const char *end = NULL;
      g_autofree char *text = found != NULL ? python_literal (found + strlen (calls[i]), &end, calls[i]) : NULL;

      if (text == NULL)
        continue;

      if (strstr (code, "print") != NULL || strstr (code, "stdout.write") != NULL)
        {
          vdt_script_sh_tool_print (tool, text, strlen (text));
          vdt_script_sh_tool_print (tool, "\n", 1);
          return TRUE;
        }

      show_decoded (tool, text);
      return FALSE;
    }

  if (!take (&r, "print"))
    return FALSE;

  take (&r, "(");

  do
    read_primary (&r, out);
  while (!r.failed && (take (&r, "+")));

  take (&r, ")");
  skip_spaces (&r);

  if (r.failed || *r.at != '\0')
    return FALSE;

  g_string_append_c (out, '\n');
  vdt_script_sh_tool_print (tool, out->str, out->len);

  return TRUE;
}

gboolean
vdt_script_sh_tool_lang (ShTool   *tool,
                        gboolean *known)
{
  if (g_str_has_prefix (tool->name, "perl"))
    *known = run_perl (tool);
  else if (g_str_has_prefix (tool->name, "python"))
    *known = run_python (tool);
  else
    return FALSE;

  return TRUE;
}
