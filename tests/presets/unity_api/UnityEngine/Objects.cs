// Objects of the engine. What only the engine can do is extern: it compiles, and fails when called.
using System;
using System.Collections;
using System.Collections.Generic;

namespace UnityEngine
{
    public class Object
    {
        public string name { get; set; }
        public extern HideFlags hideFlags { get; set; }

        public static extern void Destroy(Object gone);
        public static extern void Destroy(Object gone, float seconds);
        public static extern void DestroyImmediate(Object gone);
        public static extern void DontDestroyOnLoad(Object kept);
        public static extern T Instantiate<T>(T original) where T : Object;
        public static extern T Instantiate<T>(T original, Transform parent) where T : Object;
        public static extern T Instantiate<T>(T original, Transform parent, bool worldPositionStays) where T : Object;
        public static extern T Instantiate<T>(T original, Vector3 position, Quaternion rotation) where T : Object;
        public static extern T Instantiate<T>(T original, Vector3 position, Quaternion rotation, Transform parent) where T : Object;
        public static extern T FindFirstObjectByType<T>() where T : Object;
        public static extern T FindAnyObjectByType<T>() where T : Object;
        public static extern T[] FindObjectsByType<T>(FindObjectsSortMode order) where T : Object;
#if UNITY_6000_0_OR_NEWER
        [Obsolete("Use FindFirstObjectByType.")]
#endif
        public static extern T FindObjectOfType<T>() where T : Object;
        public static implicit operator bool(Object there) { return !ReferenceEquals(there, null); }
        public extern int GetInstanceID();
    }

    public enum FindObjectsSortMode { None, InstanceID }
    public enum HideFlags { None = 0, HideInHierarchy = 1, HideInInspector = 2, DontSave = 52, HideAndDontSave = 61 }

    public class Component : Object
    {
        public extern Transform transform { get; }
        public extern GameObject gameObject { get; }
        public extern string tag { get; set; }

        public extern bool CompareTag(string tag);
        public extern T GetComponent<T>();
        public extern bool TryGetComponent<T>(out T component);
        public extern T GetComponentInChildren<T>();
        public extern T GetComponentInChildren<T>(bool includeInactive);
        public extern T GetComponentInParent<T>();
        public extern T[] GetComponents<T>();
        public extern T[] GetComponentsInChildren<T>();
        public extern T[] GetComponentsInChildren<T>(bool includeInactive);
        public extern void SendMessage(string method);
    }

    public class Behaviour : Component
    {
        public extern bool enabled { get; set; }
        public extern bool isActiveAndEnabled { get; }
    }

    public class MonoBehaviour : Behaviour
    {
        public extern Coroutine StartCoroutine(IEnumerator routine);
        public extern void StopCoroutine(Coroutine routine);
        public extern void StopAllCoroutines();
        public extern void Invoke(string method, float seconds);
        public extern void CancelInvoke();
        public static extern void print(object message);
    }

    public class ScriptableObject : Object
    {
        public static T CreateInstance<T>() where T : ScriptableObject { return Activator.CreateInstance<T>(); }
    }

    public sealed class GameObject : Object
    {
        public extern GameObject();
        public extern GameObject(string name);
        public extern GameObject(string name, params Type[] components);

        public extern Transform transform { get; }
        public extern int layer { get; set; }
        public extern bool activeSelf { get; }
        public extern bool activeInHierarchy { get; }
        public extern string tag { get; set; }
        public extern SceneManagement.Scene scene { get; }

        public extern void SetActive(bool active);
        public extern bool CompareTag(string tag);
        public extern T AddComponent<T>() where T : Component;
        public extern T GetComponent<T>();
        public extern bool TryGetComponent<T>(out T component);
        public extern T GetComponentInChildren<T>();
        public extern T GetComponentInParent<T>();
        public extern T[] GetComponents<T>();
        public extern T[] GetComponentsInChildren<T>();
        public static extern GameObject Find(string name);
        public static extern GameObject FindWithTag(string tag);
        public static extern GameObject FindGameObjectWithTag(string tag);
        public static extern GameObject[] FindGameObjectsWithTag(string tag);
    }

    public class Transform : Component, IEnumerable
    {
        public extern Vector3 position { get; set; }
        public extern Vector3 localPosition { get; set; }
        public extern Quaternion rotation { get; set; }
        public extern Quaternion localRotation { get; set; }
        public extern Vector3 eulerAngles { get; set; }
        public extern Vector3 localEulerAngles { get; set; }
        public extern Vector3 localScale { get; set; }
        public extern Vector3 lossyScale { get; }
        public extern Vector3 right { get; set; }
        public extern Vector3 up { get; set; }
        public extern Vector3 forward { get; set; }
        public extern Transform parent { get; set; }
        public extern Transform root { get; }
        public extern int childCount { get; }

        public extern Transform GetChild(int index);
        public extern int GetSiblingIndex();
        public extern void SetSiblingIndex(int index);
        public extern void SetAsFirstSibling();
        public extern void SetAsLastSibling();
        public extern Transform Find(string path);
        public extern bool IsChildOf(Transform parent);
        public extern void SetParent(Transform parent);
        public extern void SetParent(Transform parent, bool worldPositionStays);
        public extern void SetPositionAndRotation(Vector3 position, Quaternion rotation);
        public extern void Translate(Vector3 by);
        public extern void Rotate(Vector3 by);
        public extern void Rotate(float x, float y, float z);
        public extern Vector3 TransformPoint(Vector3 point);
        public extern Vector3 InverseTransformPoint(Vector3 point);
        public extern Vector3 TransformDirection(Vector3 direction);
        public extern IEnumerator GetEnumerator();
    }

    public sealed class RectTransform : Transform
    {
        public enum Axis { Horizontal, Vertical }

        public extern Vector2 anchoredPosition { get; set; }
        public extern Vector2 sizeDelta { get; set; }
        public extern Vector2 anchorMin { get; set; }
        public extern Vector2 anchorMax { get; set; }
        public extern Vector2 offsetMin { get; set; }
        public extern Vector2 offsetMax { get; set; }
        public extern Vector2 pivot { get; set; }
        public extern Rect rect { get; }
        public extern void SetSizeWithCurrentAnchors(Axis axis, float size);
        public extern void GetWorldCorners(Vector3[] corners);
    }

    public class TextAsset : Object
    {
        public extern TextAsset();
        public extern TextAsset(string text);
        public extern string text { get; }
        public extern byte[] bytes { get; }
    }

    public class YieldInstruction { }
    public sealed class Coroutine : YieldInstruction { private Coroutine() { } }
    public sealed class WaitForSeconds : YieldInstruction { public WaitForSeconds(float seconds) { } }
    public sealed class WaitForEndOfFrame : YieldInstruction { }
    public sealed class WaitForFixedUpdate : YieldInstruction { }

    public abstract class CustomYieldInstruction : IEnumerator
    {
        public abstract bool keepWaiting { get; }
        public object Current { get { return null; } }
        public bool MoveNext() { return keepWaiting; }
        public virtual void Reset() { }
    }

    public sealed class WaitForSecondsRealtime : CustomYieldInstruction
    {
        public WaitForSecondsRealtime(float seconds) { }
        public override extern bool keepWaiting { get; }
    }

    public sealed class WaitUntil : CustomYieldInstruction
    {
        private readonly Func<bool> done;
        public WaitUntil(Func<bool> done) { this.done = done; }
        public override bool keepWaiting { get { return !done(); } }
    }

    public sealed class WaitWhile : CustomYieldInstruction
    {
        private readonly Func<bool> busy;
        public WaitWhile(Func<bool> busy) { this.busy = busy; }
        public override bool keepWaiting { get { return busy(); } }
    }

    public class AsyncOperation : YieldInstruction
    {
        public extern bool isDone { get; }
        public extern float progress { get; }
        public extern bool allowSceneActivation { get; set; }
        public extern event Action<AsyncOperation> completed;
    }

    public class ResourceRequest : AsyncOperation { public extern Object asset { get; } }

    public static class Resources
    {
        public static extern T Load<T>(string path) where T : Object;
        public static extern T[] LoadAll<T>(string path) where T : Object;
    }

    public static class Debug
    {
        public static void Log(object message) { Console.Error.WriteLine(message); }
        public static void Log(object message, Object context) { Console.Error.WriteLine(message); }
        public static void LogWarning(object message) { Console.Error.WriteLine(message); }
        public static void LogWarning(object message, Object context) { Console.Error.WriteLine(message); }
        public static void LogError(object message) { Console.Error.WriteLine(message); }
        public static void LogError(object message, Object context) { Console.Error.WriteLine(message); }
        public static void LogException(Exception exception) { Console.Error.WriteLine(exception); }
        public static extern void Assert(bool condition);
        public static extern void Assert(bool condition, string message);
        public static extern void DrawLine(Vector3 from, Vector3 to);
        public static extern void DrawLine(Vector3 from, Vector3 to, Color colour);
        public static extern void DrawRay(Vector3 from, Vector3 way, Color colour);
        public static extern bool isDebugBuild { get; }
    }

    public static class Gizmos
    {
        public static extern Color color { get; set; }
        public static extern void DrawLine(Vector3 from, Vector3 to);
        public static extern void DrawRay(Vector3 from, Vector3 way);
        public static extern void DrawSphere(Vector3 centre, float radius);
        public static extern void DrawWireSphere(Vector3 centre, float radius);
        public static extern void DrawCube(Vector3 centre, Vector3 size);
        public static extern void DrawWireCube(Vector3 centre, Vector3 size);
    }
}
