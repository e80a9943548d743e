/* vdt-docx-xml.c
 *
 * Elements, runs and fields of WordprocessingML.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-docx-private.h"

void
vdt_docx_open (VdtDocx    *self,
               const char *name)
{
  xmlTextWriterStartElement (self->xml, BAD_CAST name);
}

void
vdt_docx_attribute (VdtDocx    *self,
                    const char *name,
                    const char *value)
{
  xmlTextWriterWriteAttribute (self->xml, BAD_CAST name, BAD_CAST value);
}

void
vdt_docx_close (VdtDocx *self)
{
  xmlTextWriterEndElement (self->xml);
}

/* An element whose only attribute is `w:val`; without a value, an empty one. */
void
vdt_docx_leaf (VdtDocx    *self,
               const char *name,
               const char *value)
{
  vdt_docx_open (self, name);
  if (value != NULL)
    vdt_docx_attribute (self, "w:val", value);
  vdt_docx_close (self);
}

/* XML 1.0 has no other control characters than tab and line ends. */
char *
vdt_docx_clean (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t' || c == '\n' || (c >= 0x20 && c != 0xfffe && c != 0xffff))
        g_string_append_unichar (out, c);
      else
        g_string_append_unichar (out, 0xfffd);
    }

  return g_string_free (out, FALSE);
}

void
vdt_docx_run_properties (VdtDocx    *self,
                const char *style,
                guint       form)
{
  if (style == NULL && form == 0)
    return;

  vdt_docx_open (self, "w:rPr");
  if (style != NULL)
    vdt_docx_leaf (self, "w:rStyle", style);
  if (form & VDT_DOCX_BOLD)
    vdt_docx_leaf (self, "w:b", NULL);
  if (form & VDT_DOCX_ITALIC)
    vdt_docx_leaf (self, "w:i", NULL);
  if (form & VDT_DOCX_STRIKE)
    vdt_docx_leaf (self, "w:strike", NULL);
  vdt_docx_close (self);
}

/* A run of text. */
void
vdt_docx_text (VdtDocx    *self,
               const char *text,
               const char *style,
               guint       form)
{
  g_autofree char *cleaned = vdt_docx_clean (text);
  g_auto(GStrv) lines = g_strsplit (cleaned, "\n", -1);

  vdt_docx_open (self, "w:r");
  vdt_docx_run_properties (self, style, form);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        vdt_docx_leaf (self, "w:br", NULL);
      vdt_docx_open (self, "w:t");
      vdt_docx_attribute (self, "xml:space", "preserve");
      xmlTextWriterWriteString (self->xml, BAD_CAST lines[i]);
      vdt_docx_close (self);
    }
  vdt_docx_close (self);
}

void
vdt_docx_field_mark (VdtDocx    *self,
            const char *type)
{
  vdt_docx_open (self, "w:r");
  vdt_docx_open (self, "w:fldChar");
  vdt_docx_attribute (self, "w:fldCharType", type);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

void
vdt_docx_field_instruction (VdtDocx    *self,
                   const char *instruction)
{
  vdt_docx_open (self, "w:r");
  vdt_docx_open (self, "w:instrText");
  vdt_docx_attribute (self, "xml:space", "preserve");
  xmlTextWriterWriteString (self->xml, BAD_CAST instruction);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

/* A field with the text that it shows until it is brought up to date. */
void
vdt_docx_field (VdtDocx    *self,
                const char *instruction,
                const char *shown,
                const char *style)
{
  vdt_docx_field_mark (self, "begin");
  vdt_docx_field_instruction (self, instruction);
  vdt_docx_field_mark (self, "separate");
  vdt_docx_text (self, shown, style, 0);
  vdt_docx_field_mark (self, "end");
}
