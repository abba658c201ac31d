using System;
using UnityEngine.Events;
using UnityEngine.EventSystems;

namespace UnityEngine.EventSystems
{
    public interface IEventSystemHandler { }
    public interface IPointerClickHandler : IEventSystemHandler { void OnPointerClick(PointerEventData data); }
    public interface IPointerDownHandler : IEventSystemHandler { void OnPointerDown(PointerEventData data); }
    public interface IPointerUpHandler : IEventSystemHandler { void OnPointerUp(PointerEventData data); }
    public interface IPointerEnterHandler : IEventSystemHandler { void OnPointerEnter(PointerEventData data); }
    public interface IPointerExitHandler : IEventSystemHandler { void OnPointerExit(PointerEventData data); }
    public interface ISelectHandler : IEventSystemHandler { void OnSelect(BaseEventData data); }
    public interface ISubmitHandler : IEventSystemHandler { void OnSubmit(BaseEventData data); }
    public interface IScrollHandler : IEventSystemHandler { void OnScroll(PointerEventData data); }

    public class BaseEventData { public extern GameObject selectedObject { get; set; } }

    public class PointerEventData : BaseEventData
    {
        public enum InputButton { Left, Right, Middle }
        public InputButton button { get; set; }
        public Vector2 position { get; set; }
        public Vector2 scrollDelta { get; set; }
    }

    public abstract class UIBehaviour : MonoBehaviour { }

    public sealed class EventSystem : UIBehaviour
    {
        public static extern EventSystem current { get; set; }
        public extern GameObject currentSelectedGameObject { get; }
        public extern void SetSelectedGameObject(GameObject selected);
        public extern bool IsPointerOverGameObject();
    }
}

namespace UnityEngine.UI
{
    public abstract class Graphic : UIBehaviour
    {
        public extern Color color { get; set; }
        public extern bool raycastTarget { get; set; }
        public extern RectTransform rectTransform { get; }
        public extern Material material { get; set; }
        public extern void CrossFadeAlpha(float alpha, float seconds, bool ignoreTimeScale);
    }

    public abstract class MaskableGraphic : Graphic { }

    public class Image : MaskableGraphic
    {
        public enum Type { Simple, Sliced, Tiled, Filled }
        public extern Sprite sprite { get; set; }
        public extern Sprite overrideSprite { get; set; }
        public extern Type type { get; set; }
        public extern float fillAmount { get; set; }
        public extern bool preserveAspect { get; set; }
        public extern void SetNativeSize();
    }

    public class RawImage : MaskableGraphic
    {
        public extern Texture texture { get; set; }
        public extern Rect uvRect { get; set; }
    }

    public class Text : MaskableGraphic
    {
        public extern string text { get; set; }
        public extern int fontSize { get; set; }
        public extern Font font { get; set; }
        public extern TextAnchor alignment { get; set; }
        public extern bool supportRichText { get; set; }
        public extern float preferredHeight { get; }
        public extern float preferredWidth { get; }
    }

    public struct ColorBlock
    {
        public Color normalColor { get; set; }
        public Color highlightedColor { get; set; }
        public Color pressedColor { get; set; }
        public Color selectedColor { get; set; }
        public Color disabledColor { get; set; }
        public float fadeDuration { get; set; }
    }

    public class Selectable : UIBehaviour
    {
        public extern bool interactable { get; set; }
        public extern Graphic targetGraphic { get; set; }
        public extern ColorBlock colors { get; set; }
        public extern void Select();
    }

    public class Button : Selectable
    {
        [Serializable]
        public class ButtonClickedEvent : UnityEvent { }
        public extern ButtonClickedEvent onClick { get; set; }
    }

    public class Toggle : Selectable
    {
        [Serializable]
        public class ToggleEvent : UnityEvent<bool> { }
        public extern bool isOn { get; set; }
        public ToggleEvent onValueChanged;
        public extern void SetIsOnWithoutNotify(bool on);
    }

    public class Slider : Selectable
    {
        [Serializable]
        public class SliderEvent : UnityEvent<float> { }
        public extern float value { get; set; }
        public extern float minValue { get; set; }
        public extern float maxValue { get; set; }
        public extern bool wholeNumbers { get; set; }
        public extern SliderEvent onValueChanged { get; set; }
        public extern void SetValueWithoutNotify(float value);
    }

    public class ScrollRect : UIBehaviour
    {
        public extern RectTransform content { get; set; }
        public extern RectTransform viewport { get; set; }
        public extern float verticalNormalizedPosition { get; set; }
    }

    public class CanvasScaler : UIBehaviour { public extern Vector2 referenceResolution { get; set; } }
    public class LayoutElement : UIBehaviour { public extern float preferredHeight { get; set; } public extern float minHeight { get; set; } }
    public abstract class LayoutGroup : UIBehaviour { }
    public class VerticalLayoutGroup : LayoutGroup { public extern float spacing { get; set; } }
    public class HorizontalLayoutGroup : LayoutGroup { public extern float spacing { get; set; } }
    public static class LayoutRebuilder { public static extern void ForceRebuildLayoutImmediate(RectTransform rect); }
}
