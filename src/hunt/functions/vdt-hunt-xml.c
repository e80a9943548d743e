/* vdt-hunt-xml.c
 *
 * parse_xml(): an element as a bag. Attributes are named with an @, text beside
 * attributes or elements is #text, equal elements are an array; an element with
 * text only is that text, an empty one null.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <libxml/parser.h>

#include "vdt-hunt-json.h"

/* Text nodes and what is to be read as text. */
static gboolean
is_text (const xmlNode *node)
{
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static gboolean
is_blank (const xmlNode *node)
{
  return node->type == XML_TEXT_NODE && xmlIsBlankNode ((xmlNode *) node);
}

static void
append_name (GString       *out,
             const char    *prefix,
             const xmlNs   *space,
             const xmlChar *name)
{
  g_autofree char *whole = g_strconcat (prefix, space != NULL && space->prefix != NULL ? (char *) space->prefix : "",
                                        space != NULL && space->prefix != NULL ? ":" : "", (char *) name, NULL);

  vdt_json_comma (out);
  vdt_json_write_string (out, whole, strlen (whole));
  g_string_append_c (out, ':');
}

static void
append_attributes (GString       *out,
                   const xmlNode *node)
{
  for (const xmlNs *space = node->nsDef; space != NULL; space = space->next)
    {
      g_autofree char *name = g_strconcat ("@xmlns", space->prefix != NULL ? ":" : "",
                                           space->prefix != NULL ? (char *) space->prefix : "", NULL);

      vdt_json_write_pair (out, name, space->href != NULL ? (char *) space->href : "",
                           space->href != NULL ? strlen ((char *) space->href) : 0);
    }

  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);

      append_name (out, "@", attribute->ns, attribute->name);
      vdt_json_write_string (out, value != NULL ? (char *) value : "", value != NULL ? strlen ((char *) value) : 0);
      xmlFree (value);
    }
}

/* The elements of a node by name, each name once, in order. */
static GPtrArray *
group_elements (const xmlNode *node)
{
  g_autoptr(GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (xmlNode *at = node->children; at != NULL; at = at->next)
    {
      g_autofree char *name = NULL;
      GPtrArray *group;

      if (at->type != XML_ELEMENT_NODE)
        continue;
      name = g_strconcat (at->ns != NULL && at->ns->prefix != NULL ? (char *) at->ns->prefix : "", ":",
                          (char *) at->name, NULL);
      group = g_hash_table_lookup (groups, name);
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_ptr_array_add (ordered, group);
          g_hash_table_insert (groups, g_steal_pointer (&name), group);
        }
      g_ptr_array_add (group, at);
    }

  return ordered;
}

static void
append_text (GString       *out,
             const xmlNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (const xmlNode *at = node->children; at != NULL; at = at->next)
    if (is_text (at) && at->content != NULL)
      g_string_append (text, (char *) at->content);
  vdt_json_write_string (out, text->str, text->len);
}

/* libxml2 refuses documents that nest deeper than 256. */
static void
append_element (GString       *out,
                const xmlNode *node)
{
  g_autoptr(GPtrArray) groups = group_elements (node);
  gboolean has_text = FALSE;

  for (const xmlNode *at = node->children; at != NULL; at = at->next)
    has_text = has_text || (is_text (at) && !is_blank (at));

  if (groups->len == 0 && node->properties == NULL && node->nsDef == NULL)
    {
      if (has_text)
        append_text (out, node);
      else
        g_string_append (out, "null");
      return;
    }

  g_string_append_c (out, '{');
  append_attributes (out, node);
  if (has_text)
    {
      vdt_json_comma (out);
      g_string_append (out, "\"#text\":");
      append_text (out, node);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      const GPtrArray *group = groups->pdata[i];
      const xmlNode *first = group->pdata[0];

      append_name (out, "", first->ns, first->name);
      if (group->len > 1)
        g_string_append_c (out, '[');
      for (guint k = 0; k < group->len; k++)
        {
          if (k > 0)
            g_string_append_c (out, ',');
          append_element (out, group->pdata[k]);
        }
      if (group->len > 1)
        g_string_append_c (out, ']');
    }
  g_string_append_c (out, '}');
}

static void
parse_xml (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  xmlNode *root;
  xmlDoc *document;

  while (text.length > 0 && g_ascii_isspace (text.text[0]))
    {
      text.text++;
      text.length--;
    }
  if (text.length < 3 || text.length > G_MAXINT32 / 2 || text.text[0] != '<')
    return;

  /* Without XML_PARSE_NOENT and XML_PARSE_DTDLOAD no entity grows and nothing is fetched. */
  document = xmlReadMemory (text.text, text.length, NULL, "UTF-8",
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  if (document == NULL)
    return;

  root = xmlDocGetRootElement (document);
  if (root != NULL)
    {
      g_string_append_c (call->out, '{');
      append_name (call->out, "", root->ns, root->name);
      append_element (call->out, root);
      g_string_append_c (call->out, '}');
      vdt_hunt_return_out (call);
    }
  xmlFreeDoc (document);
}

static const VdtHuntFunction functions[] = {
  { "kql_parse_xml", "j:s", parse_xml },
};

gboolean
vdt_hunt_xml_register (duckdb_connection   connection,
                       GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
