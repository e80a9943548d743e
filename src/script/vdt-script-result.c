/* vdt-script-result.c
 *
 * The result of an analysis: freeing it, and finding a place in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"

#include <string.h>

void
vdt_script_layer_free (VdtScriptLayer *layer)
{
  g_free (layer->rule);
  g_free (layer->text);
  g_array_unref (layer->map);
  g_clear_pointer (&layer->lines, g_array_unref);
  g_free (layer);
}

void
vdt_script_command_free (VdtScriptCommand *command)
{
  g_free (command->name);
  g_ptr_array_unref (command->args);
  g_ptr_array_unref (command->redirects);
  g_free (command->text);
  g_free (command);
}

void
vdt_script_payload_free (VdtScriptPayload *payload)
{
  g_free (payload->kind);
  g_free (payload->sha256);
  g_free (payload);
}

void
vdt_script_finding_free (VdtScriptFinding *finding)
{
  g_free (finding->rule);
  g_free (finding->title);
  g_free (finding->behaviour);
  g_clear_pointer (&finding->techniques, g_ptr_array_unref);
  g_clear_pointer (&finding->commands, g_array_unref);
  g_free (finding);
}

void
vdt_script_indicator_free (VdtScriptIndicator *indicator)
{
  g_free (indicator->type);
  g_free (indicator->value);
  g_free (indicator);
}

void
vdt_script_technique_free (VdtScriptTechnique *technique)
{
  g_free (technique->id);
  g_free (technique->name);
  g_free (technique);
}

void
vdt_script_statement_free (VdtScriptStatement *statement)
{
  g_free (statement->text);
  g_clear_pointer (&statement->findings, g_array_unref);
  g_clear_pointer (&statement->commands, g_array_unref);
  g_free (statement);
}

/**
 * vdt_script_result_free:
 * @result: (nullable): a result
 */
void
vdt_script_result_free (VdtScriptResult *result)
{
  if (result == NULL)
    return;

  g_ptr_array_unref (result->layers);
  g_ptr_array_unref (result->commands);
  g_ptr_array_unref (result->payloads);
  g_ptr_array_unref (result->findings);
  g_ptr_array_unref (result->indicators);
  g_ptr_array_unref (result->techniques);
  g_ptr_array_unref (result->explanation);
  g_ptr_array_unref (result->notes);
  g_free (result->output);
  g_free (result);
}

/**
 * vdt_script_result_get_line:
 * @result: a result
 * @layer: a layer's index
 * @offset: a byte offset in its text
 *
 * Returns: the line that holds @offset, from 1
 */
guint
vdt_script_result_get_line (const VdtScriptResult *result,
                            guint                  layer,
                            gsize                  offset)
{
  const GArray *lines;
  guint low = 0;
  guint high;

  g_return_val_if_fail (result != NULL && layer < result->layers->len, 0);

  lines = ((const VdtScriptLayer *) g_ptr_array_index (result->layers, layer))->lines;
  g_return_val_if_fail (lines != NULL, 0);

  for (high = lines->len; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (lines, gsize, middle) <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low + 1;
}

/* Where @offset of @layer lies in the parent. An offset inside a changed stretch becomes its whole. */
static void
map_offset (const VdtScriptLayer *layer,
            gsize                 offset,
            gsize                *start,
            gsize                *end)
{
  guint low = 0;
  guint high = layer->map->len;
  const VdtScriptMapping *mapping;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (layer->map, VdtScriptMapping, middle).start <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  if (low == 0)
    {
      *start = *end = offset;
      return;
    }

  mapping = &g_array_index (layer->map, VdtScriptMapping, low - 1);

  if (offset >= mapping->start + mapping->length && mapping->start + mapping->length > 0)
    {
      *start = *end = mapping->parent_start + mapping->parent_length +
                      (offset - mapping->start - mapping->length);
    }
  else if (mapping->length == mapping->parent_length)
    {
      *start = *end = mapping->parent_start + (offset - mapping->start);
    }
  else
    {
      *start = mapping->parent_start;
      *end = mapping->parent_start + mapping->parent_length;
    }
}

/**
 * vdt_script_result_map_to:
 * @result: a result
 * @layer: a layer's index
 * @start: byte offset in that layer
 * @length: how many bytes
 * @ancestor: the layer to look in, which @layer descends from
 * @ancestor_start: (out): where the stretch comes from
 * @ancestor_length: (out): how long it is there
 *
 * Returns: %FALSE if @layer does not descend from @ancestor
 */
gboolean
vdt_script_result_map_to (const VdtScriptResult *result,
                          guint                  layer,
                          gsize                  start,
                          gsize                  length,
                          guint                  ancestor,
                          gsize                 *ancestor_start,
                          gsize                 *ancestor_length)
{
  gsize end = start + length;

  g_return_val_if_fail (result != NULL && layer < result->layers->len, FALSE);

  *ancestor_start = 0;
  *ancestor_length = 0;

  while (layer != ancestor)
    {
      const VdtScriptLayer *l = g_ptr_array_index (result->layers, layer);
      gsize first, last, unused;

      if (l->parent < 0)
        return FALSE;

      map_offset (l, start, &first, &unused);
      map_offset (l, end > start ? end - 1 : end, &unused, &last);

      /* An exact place is that of the last byte; the stretch ends behind it. */
      if (unused == last && end > start)
        last++;

      start = first;
      end = MAX (last, first);
      layer = (guint) l->parent;
    }

  *ancestor_start = start;
  *ancestor_length = end - start;

  return TRUE;
}
