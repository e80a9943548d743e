/* vdt-json-splitter.c
 *
 * A checking scanner for RFC 8259 that can stop after any byte. It knows three
 * shapes of a stream: one document, documents one after another, and lines; and
 * in a document a list of records, which it hands over one at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-json-splitter.h"

#include <string.h>

#include "vdt-json-lexis.h"

/* A wrapper around a list is some hundred bytes; a record that is no object needs
 * no text to be refused. */
#define MAX_ENVELOPE ((gsize) 1024 * 1024)
#define MAX_SURVEYED ((gsize) 64 * 1024)
#define MAX_SCALAR   ((gsize) 4096)
#define MAX_NAME     16

typedef enum
{
  TOP,            /* between documents */
  VALUE,          /* a value must come */
  FIRST_ITEM,     /* a value or ] */
  FIRST_NAME,     /* a name or } */
  NAME,           /* a name must come */
  COLON,
  NEXT,           /* behind a value: a comma or the closing bracket */
  STRING,
  ESCAPE,
  HEX,
  NUMBER,
  LITERAL,
  LINE_END,       /* lines: a value is open and the line has ended */
  SKIP_LINE,      /* lines: the rest of a bad line */
  STOPPED         /* no lines: nothing behind an error can be trusted */
} State;

struct _VdtJsonSplitter
{
  VdtJsonHandler     handler;
  gpointer           user_data;
  VdtJsonSplitFlags  flags;

  State              state;
  State              resume;          /* behind LINE_END */
  VdtJsonNumber      number;
  const char        *literal;         /* what is left of it */
  guint              hex_left;
  gboolean           string_is_name;

  GByteArray        *stack;           /* open brackets */
  guint64            offset;          /* of the current byte in the stream */
  guint64            line;
  gboolean           lines;           /* each line is a document */
  gboolean           shape_known;

  /* the current document */
  guint64            document;
  char               bracket;         /* its first byte */
  guint64            document_offset;
  guint64            document_line;
  guint64            n_records;
  VdtJsonList        list;
  const char        *member;          /* name of the list */
  gboolean           in_list;
  char               name[MAX_NAME];  /* of a member of the document itself */
  gsize              name_length;

  /* text that is kept */
  GByteArray        *envelope;
  GByteArray        *record;
  gboolean           in_record;
  guint64            record_offset;
  guint64            record_line;
  gsize              record_max;
  const char        *copy_from;
};

static const char *const list_members[] = { "value", "records", "results", "Results", NULL };

/**
 * vdt_json_splitter_new:
 * @handler: functions to call
 * @user_data: for them
 * @flags: how
 *
 * Returns: (transfer full): a new splitter
 */
VdtJsonSplitter *
vdt_json_splitter_new (const VdtJsonHandler *handler,
                       gpointer              user_data,
                       VdtJsonSplitFlags     flags)
{
  VdtJsonSplitter *self;

  g_return_val_if_fail (handler != NULL, NULL);

  self = g_new0 (VdtJsonSplitter, 1);
  self->handler = *handler;
  self->user_data = user_data;
  self->flags = flags;
  self->stack = g_byte_array_new ();
  self->envelope = g_byte_array_new ();
  self->record = g_byte_array_new ();
  self->line = 1;
  self->lines = (flags & VDT_JSON_SPLIT_LINES) != 0;
  self->shape_known = self->lines;

  return self;
}

void
vdt_json_splitter_free (VdtJsonSplitter *self)
{
  g_return_if_fail (self != NULL);

  g_byte_array_unref (self->stack);
  g_byte_array_unref (self->envelope);
  g_byte_array_unref (self->record);
  g_free (self);
}

/**
 * vdt_json_splitter_get_lines:
 * @self: a splitter
 *
 * Returns: %TRUE if each line turned out to be a document of its own
 */
gboolean
vdt_json_splitter_get_lines (VdtJsonSplitter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->lines;
}

static gboolean
is_survey (VdtJsonSplitter *self)
{
  return (self->flags & VDT_JSON_SPLIT_SURVEY) != 0;
}

static gsize
max_envelope (VdtJsonSplitter *self)
{
  return is_survey (self) ? MAX_SURVEYED
         : self->list == VDT_JSON_LIST_NONE ? VDT_JSON_MAX_RECORD : MAX_ENVELOPE;
}

/* Keeps what was scanned since the last call, up to @p. */
static void
keep (VdtJsonSplitter *self,
      const char      *p)
{
  GByteArray *target = self->in_record ? self->record : self->envelope;
  gsize length = (gsize) (p - self->copy_from);
  gsize max = self->in_record ? self->record_max : max_envelope (self);

  if (length > 0 && target->len <= max && !(self->in_record && is_survey (self)))
    g_byte_array_append (target, (const guint8 *) self->copy_from,
                         (guint) MIN (length, max + 1 - target->len));

  self->copy_from = p;
}

static VdtJson
kept (GByteArray *array,
      gsize       max)
{
  VdtJson json = { NULL, 0 };

  if (array->len > 0 && array->len <= max)
    {
      json.text = (const char *) array->data;
      json.length = array->len;
    }

  return json;
}

static void
begin_document (VdtJsonSplitter *self,
                const char      *p)
{
  self->document_offset = self->offset;
  self->document_line = self->line;
  self->n_records = 0;
  self->list = VDT_JSON_LIST_NONE;
  self->member = NULL;
  self->in_list = FALSE;
  self->in_record = FALSE;
  g_byte_array_set_size (self->stack, 0);
  g_byte_array_set_size (self->envelope, 0);
  g_byte_array_set_size (self->record, 0);
  self->copy_from = p;
  self->bracket = *p;
  self->state = VALUE;
}

static void
emit_record (VdtJsonSplitter *self,
             VdtJson          json,
             gint64           index,
             guint64          offset,
             guint64          line,
             guint64          end)
{
  VdtJsonRecord record = {
    .json = json,
    .document = self->document,
    .list = self->list,
    .member = self->member,
    .index = index,
    .offset = offset,
    .line = line,
    .length = end - offset,
  };

  self->n_records++;
  if (self->handler.record != NULL)
    self->handler.record (&record, self->user_data);
}

static void
emit_document (VdtJsonSplitter *self,
               const char      *message,
               gboolean         cut)
{
  VdtJson nothing = { NULL, 0 };
  VdtJsonDocument document = {
    .envelope = message == NULL ? kept (self->envelope, max_envelope (self)) : nothing,
    .document = self->document,
    .bracket = self->bracket,
    .list = self->list,
    .n_records = self->n_records,
    .offset = self->document_offset,
    .line = self->document_line,
    .end_line = self->line,
    .message = message,
    .error_offset = message != NULL ? self->offset : 0,
    .error_line = message != NULL ? self->line : 0,
    .cut = cut,
  };

  self->document++;
  if (self->handler.document != NULL)
    self->handler.document (&document, self->user_data);
}

/* The current byte, at @self->offset, cannot stand here. */
static void
fail (VdtJsonSplitter *self,
      const char      *message)
{
  emit_document (self, message, FALSE);
  self->in_record = FALSE;
  self->state = self->lines ? SKIP_LINE : STOPPED;
}

/* A value ends before @p; @self->offset is there as well. */
static void
end_value (VdtJsonSplitter *self,
           const char      *p)
{
  gsize depth = self->stack->len;

  self->state = NEXT;

  if (self->in_record && depth == (self->list == VDT_JSON_LIST_ARRAY ? 1 : 2))
    {
      keep (self, p);
      self->in_record = FALSE;
      emit_record (self, kept (self->record, self->record_max), (gint64) self->n_records,
                   self->record_offset, self->record_line, self->offset);
      g_byte_array_set_size (self->record, 0);
    }

  if (depth == 0)
    {
      keep (self, p);
      if (self->list == VDT_JSON_LIST_NONE)
        emit_record (self, kept (self->envelope, is_survey (self) ? 0 : VDT_JSON_MAX_RECORD), -1,
                     self->document_offset, self->document_line, self->offset);
      emit_document (self, NULL, FALSE);
      if (!self->shape_known && self->line != self->document_line)
        self->shape_known = TRUE;
      self->state = TOP;
    }
}

static void
begin_record (VdtJsonSplitter *self,
              const char      *p)
{
  /* what separates two records is of no use in the envelope */
  if (self->n_records == 0)
    keep (self, p);
  self->copy_from = p;
  self->in_record = TRUE;
  self->record_offset = self->offset;
  self->record_line = self->line;
  self->record_max = *p == '{' || *p == '[' ? VDT_JSON_MAX_RECORD : MAX_SCALAR;
  g_byte_array_set_size (self->record, 0);
}

/* An array begins at @p: is it the document's list of records? */
static void
check_list (VdtJsonSplitter *self)
{
  gsize depth = self->stack->len;

  if (depth == 0)
    {
      self->list = VDT_JSON_LIST_ARRAY;
      return;
    }

  if (depth != 1 || self->stack->data[0] != '{' || self->list == VDT_JSON_LIST_ARRAY)
    return;

  for (gsize i = 0; list_members[i] != NULL; i++)
    {
      if (strlen (list_members[i]) == self->name_length &&
          memcmp (list_members[i], self->name, self->name_length) == 0)
        {
          self->list = VDT_JSON_LIST_MEMBER;
          self->member = list_members[i];
          self->in_list = TRUE;
        }
    }
}

static void
open_bracket (VdtJsonSplitter *self,
              char             bracket)
{
  if (self->stack->len >= VDT_JSON_MAX_DEPTH)
    {
      fail (self, "brackets are nested deeper than a million levels");
      return;
    }

  if (bracket == '[' && !self->in_record)
    check_list (self);

  g_byte_array_append (self->stack, (const guint8 *) &bracket, 1);
  self->state = bracket == '{' ? FIRST_NAME : FIRST_ITEM;
}

/* Returns the byte behind the bracket, or @p if it does not close anything. */
static const char *
close_bracket (VdtJsonSplitter *self,
               const char      *p)
{
  char opened = self->stack->len > 0 ? (char) self->stack->data[self->stack->len - 1] : '\0';

  if ((*p == ']' && opened != '[') || (*p == '}' && opened != '{'))
    {
      fail (self, "a closing bracket does not match the one that was opened");
      return p;
    }

  g_byte_array_set_size (self->stack, self->stack->len - 1);
  if (self->stack->len == 1)
    self->in_list = FALSE;
  self->offset++;
  end_value (self, p + 1);

  return p + 1;
}

/* @p is on the first byte of a value. Returns the next byte to look at. */
static const char *
begin_value (VdtJsonSplitter *self,
             const char      *p)
{
  gsize depth = self->stack->len;
  char c = *p;

  if (!self->in_record && ((self->list == VDT_JSON_LIST_ARRAY && depth == 1) ||
                           (self->in_list && depth == 2)))
    begin_record (self, p);

  switch (c)
    {
    case '{':
    case '[':
      open_bracket (self, c);
      break;
    case '"':
      self->string_is_name = FALSE;
      self->state = STRING;
      break;
    case 't':
      self->literal = "rue";
      self->state = LITERAL;
      break;
    case 'f':
      self->literal = "alse";
      self->state = LITERAL;
      break;
    case 'n':
      self->literal = "ull";
      self->state = LITERAL;
      break;
    default:
      if (c != '-' && !g_ascii_isdigit (c))
        {
          fail (self, vdt_json_bad_value (c));
          return p;
        }
      self->number = vdt_json_number_begin (c);
      self->state = NUMBER;
      break;
    }

  if (self->state != STOPPED && self->state != SKIP_LINE)
    self->offset++;

  return p + 1;
}

/* What stands for itself in a string. */
static const guint8 is_plain[256] = {
  [0x20 ... 0x21] = 1, [0x23 ... 0x5b] = 1, [0x5d ... 0xff] = 1,
};

static const char *
scan_string (VdtJsonSplitter *self,
             const char      *p,
             const char      *end)
{
  const char *start = p;
  gboolean keep_name = self->string_is_name && self->stack->len == 1;

  while (p < end && is_plain[(guchar) *p])
    p++;

  if (keep_name)
    {
      for (const char *c = start; c < p; c++, self->name_length++)
        {
          if (self->name_length < MAX_NAME)
            self->name[self->name_length] = *c;
        }
    }

  self->offset += (guint64) (p - start);
  if (p == end)
    return p;

  if (*p == '"')
    {
      self->offset++;
      if (self->string_is_name)
        self->state = COLON;
      else
        end_value (self, p + 1);
      return p + 1;
    }

  if (*p == '\\')
    {
      /* a name with escapes is none of ours */
      self->name_length = MAX_NAME + 1;
      self->offset++;
      self->state = ESCAPE;
      return p + 1;
    }

  fail (self, *p == '\0' ? vdt_json_bad_value ('\0')
              : *p == '\n' || *p == '\r' ? "a text is not closed at the end of the line"
                                         : "a control character stands inside a text");

  return p;
}

static const char *
scan_escape (VdtJsonSplitter *self,
             const char      *p)
{
  if (self->state == HEX)
    {
      if (!g_ascii_isxdigit (*p))
        {
          fail (self, "four hexadecimal digits must follow \\u");
          return p;
        }
      if (--self->hex_left == 0)
        self->state = STRING;
    }
  else if (*p == 'u')
    {
      self->hex_left = 4;
      self->state = HEX;
    }
  else if (*p != '\0' && strchr ("\"\\/bfnrt", *p) != NULL)
    {
      self->state = STRING;
    }
  else
    {
      fail (self, "this is no escape of JSON (a backslash must be written twice)");
      return p;
    }

  self->offset++;

  return p + 1;
}

static const char *
scan_number (VdtJsonSplitter *self,
             const char      *p,
             const char      *end)
{
  for (; p < end; p++, self->offset++)
    {
      VdtJsonNumber before = self->number;

      if (vdt_json_number_step (&self->number, *p))
        continue;

      if (!vdt_json_number_may_end (before) || g_ascii_isalnum (*p))
        fail (self, "this is no number of JSON");
      else
        end_value (self, p);
      return p;
    }

  return p;
}

static const char *
scan_literal (VdtJsonSplitter *self,
              const char      *p,
              const char      *end)
{
  for (; p < end && *self->literal != '\0'; p++, self->offset++)
    {
      if (*p != *self->literal++)
        {
          fail (self, "only true, false and null stand without quotes");
          return p;
        }
    }

  if (*self->literal == '\0')
    end_value (self, p);

  return p;
}

/* A byte between two tokens, no space. Returns the next one to look at. */
static const char *
scan_token (VdtJsonSplitter *self,
            const char      *p)
{
  switch (self->state)
    {
    case FIRST_ITEM:
      return *p == ']' ? close_bracket (self, p) : begin_value (self, p);

    case FIRST_NAME:
    case NAME:
      if (*p == '}' && self->state == FIRST_NAME)
        return close_bracket (self, p);
      if (*p != '"')
        {
          fail (self, *p == '}' ? "a comma too many before the closing bracket"
                                : "a name in double quotes was expected here");
          return p;
        }
      self->string_is_name = TRUE;
      self->name_length = 0;
      self->state = STRING;
      break;

    case COLON:
      if (*p != ':')
        {
          fail (self, "a colon was expected behind the name");
          return p;
        }
      self->state = VALUE;
      break;

    case NEXT:
      if (*p == ']' || *p == '}')
        return close_bracket (self, p);
      if (*p != ',')
        {
          fail (self, *p == '\0' ? vdt_json_bad_value ('\0') : "a comma or a closing bracket was expected here");
          return p;
        }
      self->state = self->stack->data[self->stack->len - 1] == '[' ? VALUE : NAME;
      break;

    case VALUE:
    default:
      return begin_value (self, p);
    }

  self->offset++;

  return p + 1;
}

static const char *
scan_top (VdtJsonSplitter *self,
          const char      *p,
          const char      *end)
{
  for (; p < end; p++, self->offset++)
    {
      if (*p == '\n')
        {
          self->line++;
          /* the first document took one line: then each line is one */
          if (!self->shape_known && self->document > 0)
            self->shape_known = self->lines = TRUE;
        }
      /* RFC 7464 puts a record separator before each document. */
      else if (*p != ' ' && *p != '\t' && *p != '\r' && *p != '\x1e')
        {
          begin_document (self, p);
          return p;
        }
    }

  return p;
}

/* Space inside a document. */
static const char *
scan_space (VdtJsonSplitter *self,
            const char      *p,
            const char      *end)
{
  for (; p < end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'); p++, self->offset++)
    {
      if (*p != '\n')
        continue;

      self->line++;
      if (self->lines)
        {
          self->resume = self->state;
          self->state = LINE_END;
          self->offset++;
          return p + 1;
        }
    }

  return p;
}

/* Lines: the line has ended inside a value. If the next one begins with a bracket
 * the line was cut, else this document takes several lines. */
static const char *
scan_line_end (VdtJsonSplitter *self,
               const char      *p)
{
  if (*p == '\n')
    {
      self->line++;
    }
  else if (*p == '{' || *p == '[')
    {
      self->line--;
      emit_document (self, "the line ends before its value does", FALSE);
      self->line++;
      begin_document (self, p);
      return p;
    }
  else if (*p != '\r')
    {
      self->state = self->resume;
      return p;
    }

  self->offset++;

  return p + 1;
}

static const char *
scan_skip_line (VdtJsonSplitter *self,
                const char      *p,
                const char      *end)
{
  const char *newline = memchr (p, '\n', (gsize) (end - p));
  const char *stop = newline != NULL ? newline : end;

  self->offset += (guint64) (stop - p);
  if (newline != NULL)
    self->state = TOP;

  return stop;
}

/**
 * vdt_json_splitter_feed:
 * @self: a splitter
 * @text: the next piece of the stream, valid UTF-8
 * @length: its length in bytes
 *
 * Returns: %FALSE if an error ended the stream; what is fed then is ignored
 */
gboolean
vdt_json_splitter_feed (VdtJsonSplitter *self,
                        const char      *text,
                        gsize            length)
{
  const char *p = text;
  const char *end = text + length;

  g_return_val_if_fail (self != NULL, FALSE);

  self->copy_from = text;

  while (p < end && self->state != STOPPED)
    {
      switch (self->state)
        {
        case TOP:
          p = scan_top (self, p, end);
          break;
        case STRING:
          p = scan_string (self, p, end);
          break;
        case ESCAPE:
        case HEX:
          p = scan_escape (self, p);
          break;
        case NUMBER:
          p = scan_number (self, p, end);
          break;
        case LITERAL:
          p = scan_literal (self, p, end);
          break;
        case LINE_END:
          p = scan_line_end (self, p);
          break;
        case SKIP_LINE:
          p = scan_skip_line (self, p, end);
          break;
        case VALUE:
        case FIRST_ITEM:
        case FIRST_NAME:
        case NAME:
        case COLON:
        case NEXT:
        case STOPPED:
        default:
          p = scan_space (self, p, end);
          if (p < end && self->state != LINE_END)
            p = scan_token (self, p);
          break;
        }
    }

  if (self->state != TOP && self->state != STOPPED && self->state != SKIP_LINE)
    keep (self, end);

  return self->state != STOPPED;
}

/**
 * vdt_json_splitter_end:
 * @self: a splitter
 *
 * Says that the stream is over: a document that is still open is reported as cut.
 */
void
vdt_json_splitter_end (VdtJsonSplitter *self)
{
  g_return_if_fail (self != NULL);

  self->copy_from = NULL;

  if (self->state == NUMBER && self->stack->len == 0 && vdt_json_number_may_end (self->number))
    end_value (self, self->copy_from);

  if (self->state != TOP && self->state != STOPPED && self->state != SKIP_LINE)
    emit_document (self, "the file ends before its last value does: it was cut off", TRUE);

  self->state = STOPPED;
}
