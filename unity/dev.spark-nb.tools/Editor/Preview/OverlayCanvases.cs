using System;
using System.Collections.Generic;
using System.Linq;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>
    /// Canvases that lie over the screen belong to no camera. While this lasts they belong to one, just
    /// behind its near plane and sorted after all else, so that they are in its picture.
    /// </summary>
    internal sealed class OverlayCanvases : IDisposable
    {
        private const int Above = 30000; // sorting orders end at 32767
        private const int MostOwnOrder = 2000;
        private const float BehindNearPlane = 1.01f;

        private readonly Camera camera;
        private readonly List<Action> steps = new List<Action>();

        public OverlayCanvases(Camera camera)
        {
            this.camera = camera;
            var mask = camera.cullingMask;
            steps.Add(() => camera.cullingMask = mask);
            var lying = UnityEngine.Object.FindObjectsByType<Canvas>(FindObjectsSortMode.None)
                .Where(canvas => canvas.rootCanvas.renderMode == RenderMode.ScreenSpaceOverlay)
                .ToList(); // all of them, before the first root is another's
            try
            {
                lying.ForEach(Take);
                lying.ForEach(Sort);
                Canvas.ForceUpdateCanvases();
            }
            catch
            {
                Dispose(); // what is half taken goes back too
                throw;
            }
        }

        public void Dispose()
        {
            steps.ForEach(step => step());
            Canvas.ForceUpdateCanvases();
        }

        private void Take(Canvas canvas)
        {
            camera.cullingMask |= 1 << canvas.gameObject.layer;
            if (!canvas.isRootCanvas)
            {
                return;
            }
            var (before, distance) = (canvas.worldCamera, canvas.planeDistance);
            steps.Add(() =>
            {
                canvas.renderMode = RenderMode.ScreenSpaceOverlay;
                canvas.worldCamera = before;
                canvas.planeDistance = distance;
            });
            canvas.renderMode = RenderMode.ScreenSpaceCamera;
            canvas.worldCamera = camera;
            canvas.planeDistance = camera.nearClipPlane * BehindNearPlane;
        }

        private void Sort(Canvas canvas)
        {
            if (!canvas.isRootCanvas && !canvas.overrideSorting)
            {
                return;
            }
            var (layer, order) = (canvas.sortingLayerID, canvas.sortingOrder);
            steps.Add(() =>
            {
                canvas.sortingLayerID = layer;
                canvas.sortingOrder = order;
            });
            canvas.sortingLayerID = SortingLayer.layers.Last().id;
            canvas.sortingOrder = Above + Mathf.Clamp(order, -MostOwnOrder, MostOwnOrder);
        }
    }
}
